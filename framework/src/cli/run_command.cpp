#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/config_arguments.hpp"
#include "cli/interrupt.hpp"
#include "cli/parse.hpp"
#include "cli/sweep_command.hpp"
#include "cli/terminal_display.hpp"
#include "cli/training_process.hpp"

namespace runner {
namespace {

struct Arguments {
  ConfigArguments config;
  std::string threads;
  std::string jobs;
  std::string output = "experiments";
  bool retry_failed = false;
  bool fail_fast = false;
  bool keep_going = false;
};

std::optional<int> parse(Arguments& arguments, int argc, char** argv) {
  CLI::App app("Runs an experiment or a sweep and prints the path of its folder.", "runner");
  arguments.config.add_to(app);
  add_threads(app, arguments.threads);
  app.add_option("--output", arguments.output, "Folder for the run folders")->capture_default_str();
  app.add_option("--jobs", arguments.jobs,
                 "Trials of a sweep at a time; they share the threads (default: 1)");
  app.add_flag("--retry-failed", arguments.retry_failed,
               "Run trials of a sweep again that failed or diverged");
  auto* fail_fast =
      app.add_flag("--fail-fast", arguments.fail_fast, "End a sweep at its first trial that fails");
  app.add_flag("--keep-going", arguments.keep_going,
               "Go on with a sweep after trials that fail (default)")
      ->excludes(fail_fast);
  return parse_arguments(app, argc, argv);
}

unsigned job_count(const std::string& text) {
  constexpr std::uint64_t most = 1024;
  if (text.empty()) return 1;
  const std::uint64_t jobs = whole_number("--jobs", text, 1);
  if (jobs > most)
    throw InputError(fmt::format("--jobs must be at most {}, but this is {}.", most, jobs));
  return static_cast<unsigned>(jobs);
}

void refuse_sweep_options(const Arguments& arguments) {
  const auto refuse = [&](bool given, std::string_view option) {
    if (!given) return;
    throw InputError(fmt::format("{} is for a config with a sweep, and {} has none.", option,
                                 arguments.config.config));
  };
  refuse(!arguments.jobs.empty(), "--jobs");
  refuse(arguments.retry_failed, "--retry-failed");
  refuse(arguments.fail_fast, "--fail-fast");
  refuse(arguments.keep_going, "--keep-going");
}

RunOutcome run_one(const ConfigArguments& arguments, const Value& tree, RunOptions options,
                   Diagnostics& diagnostics) {
  const ExperimentSpec spec = read_experiment(tree, arguments.default_name(), diagnostics);
  const Catalog catalog = arguments.catalog();
  options.warnings = catalog.warnings();
  return with_experiment(spec, catalog, diagnostics, [&](const auto& experiment) {
    const InterruptGuard interrupt;
    TerminalDisplay display(interrupt);
    return run_experiment(experiment, options, display);
  });
}

}  // namespace

int run_command(int argc, char** argv) {
  Arguments arguments;
  if (const auto status = parse(arguments, argc, argv)) return *status;
  const unsigned threads = thread_count(arguments.threads);
  const unsigned jobs = job_count(arguments.jobs);

  prepare_to_train();
  Diagnostics diagnostics;
  Value tree = arguments.config.read_tree(diagnostics);
  if (const auto sweep = take_sweep(tree, diagnostics)) {
    const SweepOptions options{arguments.output,
                               jobs,
                               threads,
                               arguments.retry_failed,
                               arguments.fail_fast,
                               arguments.config.plugin_path};
    return run_sweep_config(arguments.config, tree, *sweep, options, diagnostics);
  }
  refuse_sweep_options(arguments);
  RunOptions options;
  options.output = arguments.output;
  options.threads = threads;
  const RunOutcome outcome = run_one(arguments.config, tree, options, diagnostics);
  fmt::print("{}\n", outcome.folder.string());
  return exit_status(outcome.status);
}

}  // namespace runner
