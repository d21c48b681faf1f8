#include <sys/prctl.h>
#include <unistd.h>

#include <csignal>
#include <iostream>
#include <iterator>

#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/interrupt.hpp"
#include "cli/parse.hpp"
#include "cli/training_process.hpp"
#include "config/yaml_reader.hpp"
#include "sweep/run_sweep.hpp"

namespace runner {
namespace {

// What a trial prints stands in its log.txt.
class SilentDisplay final : public RunDisplay {
 public:
  explicit SilentDisplay(const InterruptGuard& interrupt) : interrupt_(interrupt) {}

  void line(std::string_view) override {}
  void progress(std::uint64_t, std::uint64_t, double) override {}
  bool stop_requested() override { return interrupt_.requested(); }

 private:
  const InterruptGuard& interrupt_;
};

// Has the kernel end this process with the sweep's. Returns whether the sweep's still lives.
bool end_with_parent(std::uint64_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  return static_cast<std::uint64_t>(::getppid()) == parent;
}

ExperimentSpec read_standard_input(const std::filesystem::path& folder, Diagnostics& diagnostics) {
  const std::string yaml{std::istreambuf_iterator<char>(std::cin), {}};
  const Origin start{std::make_shared<const std::string>((folder / "config.yaml").string()), 1, 1};
  return read_experiment(parse_yaml(yaml, start, diagnostics), folder.parent_path().filename(),
                         diagnostics);
}

}  // namespace

int trial_command(int argc, char** argv) {
  CLI::App app("Runs one trial of a sweep, for the sweep.", "runner --run-trial");
  RunOptions options;
  std::string threads;
  std::string parent;
  std::vector<std::string> plugin_path;
  app.add_option("FOLDER", options.folder)->required();
  app.add_option("--threads", threads)->required();
  app.add_option("--parent", parent)->required();
  add_plugin_path(app, plugin_path);
  if (const auto status = parse_arguments(app, argc, argv)) return *status;
  options.threads = static_cast<unsigned>(whole_number("--threads", threads, 1));

  // Also a signal that came to all of the group and then again from the sweep asks once.
  const InterruptGuard interrupt(SecondSignal::nothing);
  if (!end_with_parent(whole_number("--parent", parent))) return 1;
  prepare_to_train();
  Diagnostics diagnostics;
  const ExperimentSpec spec = read_standard_input(options.folder, diagnostics);
  const Catalog catalog(plugin_folders(plugin_path));
  options.warnings = catalog.warnings();
  SilentDisplay display(interrupt);
  const RunOutcome outcome = with_experiment(
      spec, catalog, diagnostics,
      [&](const auto& experiment) { return run_experiment(experiment, options, display); });
  return exit_status(outcome.status);
}

}  // namespace runner
