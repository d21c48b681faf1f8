#include <csignal>
#include <cstdio>
#include <thread>

#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/config_arguments.hpp"
#include "cli/interrupt.hpp"
#include "cli/parse.hpp"
#include "cli/terminal_display.hpp"
#include "runs/environment_info.hpp"
#include "runs/run_experiment.hpp"

namespace runner {
namespace {

int exit_status(RunStatus status) {
  switch (status) {
    case RunStatus::finished:
      return 0;
    case RunStatus::interrupted:
      return 130;
    case RunStatus::diverged:
    case RunStatus::failed:
      break;
  }
  return 1;
}

unsigned thread_count(const std::string& text) {
  constexpr std::uint64_t most = 1024;
  if (text.empty()) return std::max(1U, std::thread::hardware_concurrency());
  const std::uint64_t threads = whole_number("--threads", text, 1);
  if (threads > most)
    throw InputError(fmt::format("--threads must be at most {}, but this is {}.", most, threads));
  return static_cast<unsigned>(threads);
}

}  // namespace

int run_command(int argc, char** argv) {
  CLI::App app("Runs an experiment and prints the path of its folder.", "runner");
  ConfigArguments arguments;
  arguments.add_to(app);
  std::string threads;
  app.add_option("--threads", threads, "Threads to compute with; the results do not depend on it")
      ->default_str("all cores");
  RunOptions options;
  app.add_option("--output", options.output, "Folder for the run folders")->capture_default_str();
  if (const auto status = parse_arguments(app, argc, argv)) return *status;
  options.threads = thread_count(threads);

  // A closed pipe or a file size limit is an error of the write, not the end of the run.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  use_one_blas_thread();
  Diagnostics diagnostics;
  const ExperimentSpec spec = arguments.read(diagnostics);
  const Catalog catalog = arguments.catalog();
  options.warnings = catalog.warnings();
  const RunOutcome outcome =
      with_experiment(spec, catalog, diagnostics, [&](const auto& experiment) {
        const InterruptGuard interrupt;
        TerminalDisplay display(interrupt);
        return run_experiment(experiment, options, display);
      });
  fmt::print("{}\n", outcome.folder.string());
  return exit_status(outcome.status);
}

}  // namespace runner
