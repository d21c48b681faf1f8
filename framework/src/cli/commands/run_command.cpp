#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "cli/arguments/config_arguments.hpp"
#include "cli/arguments/parse.hpp"
#include "cli/arguments/sweep_arguments.hpp"
#include "cli/arguments/training_process.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/sweep_command.hpp"
#include "cli/terminal/interrupt.hpp"
#include "cli/terminal/terminal_display.hpp"
#include "sweep/plan/trial_folders.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;

// Whether the config is that of a sweep's trial, and its name was not overridden. A run of that
// name would lie among the sweep's trials.
bool repeats_trial(const ConfigArguments& arguments) {
  const bool renamed =
      std::any_of(arguments.overrides.begin(), arguments.overrides.end(),
                  [](const std::string& text) { return text.starts_with("name="); });
  return !renamed && is_trial_folder(fs::absolute(arguments.config).parent_path());
}

RunOutcome run_one(const ConfigArguments& arguments, const Value& tree, RunOptions options,
                   Diagnostics& diagnostics) {
  ExperimentSpec spec = read_experiment(tree, arguments.default_name(), diagnostics);
  if (repeats_trial(arguments)) spec.name += "-repeat";
  const Catalog catalog = arguments.catalog();
  options.warnings = catalog.warnings();
  const Experiment experiment = bind_for_run(spec, catalog, diagnostics);
  const InterruptGuard interrupt;
  TerminalDisplay display(interrupt);
  return run_experiment(experiment, HashedData(experiment.dataset), options, display);
}

}  // namespace

int run_command(int argc, char** argv) {
  CLI::App app("Runs an experiment or a sweep and prints the path of its folder.", "runner");
  ConfigArguments config;
  SweepArguments sweep_arguments;
  std::string threads;
  std::string output = "experiments";
  config.add_to(app);
  add_threads(app, threads);
  app.add_option("--output", output, "Folder for the run folders")->capture_default_str();
  sweep_arguments.add_to(app);
  if (const auto status = parse_arguments(app, argc, argv)) return *status;
  const SweepOptions sweep_options = sweep_arguments.options(output, thread_count(threads));

  prepare_to_train();
  Diagnostics diagnostics;
  Value tree = config.read_tree(diagnostics);
  if (const auto sweep = take_sweep(tree, diagnostics)) {
    return run_sweep_config(config, tree, *sweep, sweep_options, diagnostics);
  }
  if (const auto option = sweep_arguments.given()) {
    throw Error(
        ErrorCode::invalid_input,
        fmt::format("{} is for a config with a sweep, and {} has none.", *option, config.config));
  }
  RunOptions options;
  options.output = output;
  options.threads = sweep_options.threads;
  const RunOutcome outcome = run_one(config, tree, options, diagnostics);
  fmt::print("{}\n", outcome.folder.string());
  return exit_status(outcome.status);
}

}  // namespace runner
