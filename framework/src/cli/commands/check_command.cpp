#include <fmt/format.h>

#include "cli/arguments/argument_parser.hpp"
#include "cli/arguments/run_arguments.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/sweep_actions.hpp"
#include "cli/terminal/print_warnings.hpp"
#include "config/yaml_writer.hpp"
#include "execution/console_lines.hpp"
#include "execution/describe_run.hpp"
#include "experiment/experiment.hpp"

namespace runner {

ExitStatus check_command(int argc, char** argv) {
  ArgumentParser parser(
      "runner check",
      "Checks a config with its plugins and data. Prints an experiment with all defaults filled\n"
      "in, or a sweep's trials and an estimate of the time they take. Takes the arguments that\n"
      "run the config.");
  RunArguments run;
  run.add_to(parser);
  if (!parser.parse(argc, argv)) return ExitStatus::success;
  const ConfigArguments& arguments = run.config;

  Diagnostics diagnostics;
  Value tree = arguments.read_tree(diagnostics);
  if (const auto sweep = arguments.take_sweep(tree, diagnostics)) {
    return check_sweep_config(run, tree, *sweep, diagnostics);
  }
  run.refuse_sweep_options();
  const ExperimentSpec spec = read_experiment(tree, arguments.default_name(), diagnostics);
  const Catalog catalog = arguments.catalog();
  print_warnings(catalog.warnings());
  const Experiment experiment = bind_for_run(spec, catalog, diagnostics);
  const HashedData data(experiment.dataset);
  Random random(spec.seed);
  const Split split = split_data(data.data(), spec, random);
  print_warnings(warnings_before_training(experiment, data.data(), split));
  const Value config =
      resolved_config(experiment, data.summary().has_test_set ? 0 : split.test.count());
  run.check_output(spec.name);
  fmt::print("# {}\n", data_line(spec.name, data.summary(), split));
  for (const auto& line : data_details(data.summary())) fmt::print("# {}\n", line);
  fmt::print("{}", write_yaml(config));
  return ExitStatus::success;
}

}  // namespace runner
