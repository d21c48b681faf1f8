#include <fmt/format.h>

#include "cli/arguments/argument_parser.hpp"
#include "cli/arguments/config_arguments.hpp"
#include "cli/arguments/sweep_arguments.hpp"
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
  ConfigArguments config;
  SweepArguments sweep_arguments;
  std::optional<std::uint64_t> threads;
  std::string output = "experiments";
  config.add_to(parser);
  add_threads(parser, threads);
  parser.add_option("--output FOLDER", output, "Folder in which to create run folders");
  sweep_arguments.add_to(parser);
  if (!parser.parse(argc, argv)) return ExitStatus::success;
  const SweepOptions sweep_options = sweep_arguments.options(output, thread_count(threads));

  prepare_to_train();
  Diagnostics diagnostics;
  Value tree = config.read_tree(diagnostics);
  if (const auto sweep = config.take_sweep(tree, diagnostics)) {
    return run_sweep_config(config, tree, *sweep, sweep_options, diagnostics);
  }
  if (const auto option = sweep_arguments.given()) {
    throw Error(
        ErrorCode::invalid_input,
        fmt::format("{} applies only to a config with a sweep, and {} has none; give it one, "
                    "or --sweep KEY=VALUES.",
                    *option, config.config));
  }
  RunOptions options;
  options.output = output;
  options.threads = sweep_options.threads;
  const RunOutcome outcome = run_one(config, tree, options, diagnostics);
  fmt::print("{}\n", outcome.folder.string());
  return exit_status(outcome.status);
}

}  // namespace runner
