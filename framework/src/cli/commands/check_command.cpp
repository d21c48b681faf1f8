#include <fmt/format.h>

#include "cli/arguments/config_arguments.hpp"
#include "cli/arguments/parse.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/sweep_command.hpp"
#include "config/yaml_writer.hpp"
#include "execution/console_lines.hpp"
#include "experiment/experiment.hpp"

namespace runner {

int check_command(int argc, char** argv) {
  CLI::App app(
      "Checks an experiment or a sweep with its plugins and data, and prints it with every "
      "default.",
      "runner check");
  ConfigArguments arguments;
  arguments.add_to(app);
  if (const auto status = parse_arguments(app, argc, argv)) return *status;

  Diagnostics diagnostics;
  Value tree = arguments.read_tree(diagnostics);
  if (const auto sweep = take_sweep(tree, diagnostics)) {
    return check_sweep_config(arguments, tree, *sweep, diagnostics);
  }
  const ExperimentSpec spec = read_experiment(tree, arguments.default_name(), diagnostics);
  const Catalog catalog = arguments.catalog();
  print_warnings(catalog.warnings());
  const Experiment experiment = bind_for_run(spec, catalog, diagnostics);
  print_warnings(plugin_warnings(experiment));
  const HashedData data(experiment.dataset);
  Random random(spec.seed);
  const Split split = split_data(data.data(), spec, random);
  const Value config =
      resolved_config(experiment, data.summary().has_test_set ? 0 : split.test.count());
  fmt::print("# {}\n{}", data_line(spec.name, data.summary(), split), write_yaml(config));
  return 0;
}

}  // namespace runner
