#include <fmt/format.h>

#include "cli/arguments/argument_parser.hpp"
#include "cli/arguments/run_arguments.hpp"
#include "cli/arguments/training_process.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/sweep_actions.hpp"
#include "cli/terminal/interrupt.hpp"
#include "cli/terminal/terminal_display.hpp"
#include "execution/run_experiment.hpp"

namespace runner {
namespace {

RunOutcome run_one(const ConfigArguments& arguments, const Value& tree, RunOptions options,
                   Diagnostics& diagnostics) {
  ExperimentSpec spec = read_experiment(tree, arguments.default_name(), diagnostics);
  if (arguments.repeats_trial()) spec.name += "-repeat";
  const Catalog catalog = arguments.catalog();
  options.warnings = catalog.warnings();
  const Experiment experiment = bind_for_run(spec, catalog, diagnostics);
  const InterruptGuard interrupt;
  TerminalDisplay display(interrupt);
  return run_experiment(experiment, HashedData(experiment.dataset), options, display);
}

}  // namespace

ExitStatus run_command(int argc, char** argv) {
  ArgumentParser parser("runner",
                        "Runs an experiment or a sweep and prints the path of its folder.");
  RunArguments arguments;
  arguments.add_to(parser);
  if (!parser.parse(argc, argv)) return ExitStatus::success;
  const ConfigArguments& config = arguments.config;
  const SweepOptions sweep_options = arguments.sweep_options();

  prepare_to_train();
  Diagnostics diagnostics;
  Value tree = config.read_tree(diagnostics);
  if (const auto sweep = config.take_sweep(tree, diagnostics)) {
    return run_sweep_config(config, tree, *sweep, sweep_options, diagnostics);
  }
  arguments.refuse_sweep_options();
  RunOptions options;
  options.output = arguments.output;
  options.threads = sweep_options.threads;
  const RunOutcome outcome = run_one(config, tree, options, diagnostics);
  fmt::print("{}\n", outcome.folder.string());
  return exit_status(outcome.status);
}

}  // namespace runner
