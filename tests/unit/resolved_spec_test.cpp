// The resolved config: what is written of an experiment is read as the same experiment.
#include "config/resolved_spec.hpp"
#include "config/experiment_keys.hpp"
#include "config/yaml_reader.hpp"
#include "config/yaml_writer.hpp"
#include "support/catch.hpp"

namespace runner::resolved_spec_test {
namespace {

ExperimentSpec read(const std::string& yaml) {
  Diagnostics diagnostics;
  const SourceLocation file{std::make_shared<const std::string>("x.yaml"), 1, 1};
  ExperimentSpec spec = read_experiment(parse_yaml(yaml, file, diagnostics), "x", diagnostics);
  diagnostics.throw_if_any();
  return spec;
}

// The plugins with the options that the config gives them.
ResolvedPlugins plugins_of(const ExperimentSpec& spec) {
  const auto resolved = [](const PluginChoice& choice) {
    return ResolvedPlugin{choice.name, *choice.options.as_map()};
  };
  return {resolved(spec.dataset), resolved(spec.activation), resolved(spec.initializer),
          resolved(spec.optimizer)};
}

std::string resolve(const ExperimentSpec& spec, std::uint64_t split_size) {
  return write_yaml(resolved_spec(spec, plugins_of(spec), split_size));
}

}  // namespace

TEST_CASE("a resolved config has every key that applies, in the file's order") {
  CHECK(resolve(read("dataset: {plugin: csv, file: a.csv}\n"), 7) ==
        "name: x\nseed: 42\ndataset:\n  plugin: csv\n  file: a.csv\nsplit_size: 7\n"
        "validation_size: 0\nstandardize: false\nnetwork:\n  hidden_units: 10\n  activation: "
        "{plugin: relu}\n"
        "  initializer: {plugin: uniform}\noptimizer:\n  plugin: gradient_descent\n"
        "iterations: 1000\nbatch_size: all\nprecision: double\nreport_every: 100\n"
        "checkpoint_every: 0\n");
}

TEST_CASE("a resolved config is read as the experiment that it was made of") {
  const std::string yaml =
      "name: y\nseed: 4294967295\ndataset:\n  plugin: digits\nsplit_size: 0\n"
      "validation_size: 3\nstandardize: true\nnetwork:\n  hidden_units: 4\n  activation: {plugin: "
      "swish, beta: 2}\n"
      "  initializer: {plugin: he}\noptimizer:\n  plugin: adam\nepochs: 5\nbatch_size: 6\n"
      "precision: float\nreport_every: 7\ncheckpoint_every: 8\nearly_stopping:\n"
      "  metric: validation_accuracy\n  patience: 9\n";
  CHECK(resolve(read(yaml), 0) == yaml);
}

TEST_CASE("the keys of plugins are known by their paths") {
  CHECK(plugin_paths() == std::vector<std::string>{"dataset", "network.activation",
                                                   "network.initializer", "optimizer"});
}

}  // namespace runner::resolved_spec_test
