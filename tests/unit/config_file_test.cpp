// A config file as its user reads it: laid over its bases, without the keys that hold anchors.
#include "config/config_file.hpp"

#include "config/experiment_spec.hpp"
#include "config/yaml_writer.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

namespace runner::test::config_file_test {
namespace {

class Configs {
 public:
  void write(const std::string& name, const std::string& yaml) const {
    write_file(folder_ / name, yaml);
  }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }

  // The config as written by write_yaml().
  std::string read(const std::string& name = "x.yaml") const {
    Diagnostics diagnostics;
    const Value tree = read_config_file(path(name), diagnostics);
    diagnostics.throw_if_any();
    return write_yaml(tree);
  }

  // The error's text, with paths relative to the folder.
  std::string error(const std::string& name = "x.yaml") const {
    try {
      read(name);
    } catch (const Error& error) {
      CHECK(error.code() == ErrorCode::invalid_input);
      std::string text = error.what();
      const std::string prefix = folder_.path().string() + "/";
      for (std::size_t at; (at = text.find(prefix)) != std::string::npos;) {
        text.erase(at, prefix.size());
      }
      return text;
    }
    return "no error";
  }

 private:
  TemporaryFolder folder_;
};

// `upper` laid over `lower`.
std::string laid(const std::string& lower, const std::string& upper) {
  const Configs configs;
  configs.write("lower.yaml", lower);
  configs.write("x.yaml", "base: lower.yaml\n" + upper);
  return configs.read();
}

}  // namespace

TEST_CASE("a config replaces single values of its base", "[base]") {
  CHECK(laid("dataset: digits\nseed: 1\nnetwork: {hidden_units: 5, activation: tanh}\n",
             "seed: 2\nnetwork: {activation: relu}\nepochs: 3\n") ==
        "dataset: digits\nseed: 2\nnetwork:\n  hidden_units: 5\n  activation: relu\nepochs: 3\n");
}

TEST_CASE("lists of a base are replaced", "[base]") {
  CHECK(laid("dataset: {plugin: csv, file: a, class_names: [a, b]}\n",
             "dataset: {class_names: [c]}\n") ==
        "dataset:\n  plugin: csv\n  file: a\n  class_names: [c]\n");
}

TEST_CASE("another plugin drops the options of the base's", "[base]") {
  const std::string adam = "optimizer: {plugin: adam, alpha: 0.1, beta1: 0.8}\n";
  CHECK(laid(adam, "optimizer: momentum\n") == "optimizer: momentum\n");
  CHECK(laid(adam, "optimizer: {plugin: momentum, alpha: 1}\n") ==
        "optimizer:\n  plugin: momentum\n  alpha: 1\n");
  CHECK(laid(adam, "optimizer: {plugin: adam, alpha: 1}\n") ==
        "optimizer:\n  plugin: adam\n  alpha: 1\n  beta1: 0.8\n");
  CHECK(laid(adam, "optimizer: {alpha: 1}\n") ==
        "optimizer:\n  plugin: adam\n  alpha: 1\n  beta1: 0.8\n");
  CHECK(laid("optimizer: adam\n", "optimizer: {alpha: 1}\n") ==
        "optimizer:\n  plugin: adam\n  alpha: 1\n");
}

TEST_CASE("a base without the plugin's name has the default plugin", "[base]") {
  const std::string descent = "optimizer: {alpha: 0.1}\n";
  CHECK(laid(descent, "optimizer: {plugin: gradient_descent, decay: 0.5}\n") ==
        "optimizer:\n  alpha: 0.1\n  plugin: gradient_descent\n  decay: 0.5\n");
  CHECK(laid(descent, "optimizer: {plugin: adam, beta1: 0.5}\n") ==
        "optimizer:\n  plugin: adam\n  beta1: 0.5\n");
  CHECK(laid("network: {activation: {plugin: swish, beta: 2}}\n",
             "network: {activation: {plugin: leaky_relu}}\n") ==
        "network:\n  activation: {plugin: leaky_relu}\n");
}

TEST_CASE("iterations and epochs replace each other in a base", "[base]") {
  CHECK(laid("iterations: 5\n", "epochs: 2\n") == "epochs: 2\n");
  CHECK(laid("epochs: 2\n", "iterations: 5\n") == "iterations: 5\n");
  CHECK(laid("seed: 1\niterations: 5\n", "epochs: 2\niterations: 3\n") ==
        "seed: 1\niterations: 3\nepochs: 2\n");
}

TEST_CASE("a null restores the default of what a base sets", "[base]") {
  const Configs configs;
  configs.write("lower.yaml",
                "dataset: digits\nseed: 7\nvalidation_size: 5\nearly_stopping: {patience: 2}\n"
                "optimizer: {plugin: adam, alpha: 0.5}\n");
  configs.write("x.yaml",
                "base: lower.yaml\nseed: null\nearly_stopping: ~\noptimizer: {alpha: null}\n");
  Diagnostics diagnostics;
  const auto spec =
      read_experiment(read_config_file(configs.path("x.yaml"), diagnostics), "x", diagnostics);
  diagnostics.throw_if_any();
  CHECK(spec.seed == 42);
  CHECK_FALSE(spec.early_stopping);
  CHECK(spec.validation_size.value == 5);
  REQUIRE(spec.optimizer.options.find("alpha") != nullptr);
  CHECK(spec.optimizer.options.find("alpha")->restores_default());
}

TEST_CASE("a value left out is an error in a config with a base, too", "[base]") {
  const Configs configs;
  configs.write("lower.yaml", "dataset: digits\nseed: 7\n");
  configs.write("x.yaml", "base: lower.yaml\nseed:\n");
  Diagnostics diagnostics;
  read_experiment(read_config_file(configs.path("x.yaml"), diagnostics), "x", diagnostics);
  CHECK_FALSE(diagnostics.empty());
}

TEST_CASE("a sweep is laid over a base with or without one", "[base]") {
  CHECK(laid("dataset: digits\n", "sweep: {parameters: {seed: [1, 2]}}\n") ==
        "dataset: digits\nsweep:\n  parameters: {seed: [1, 2]}\n");
  const std::string lower =
      "sweep: {strategy: random, trials: 3, parameters: {seed: [1], optimizer.alpha: {uniform: "
      "[0, 1]}}}\n";
  CHECK(laid(lower, "sweep: {trials: 5, parameters: {optimizer.alpha: {log_uniform: [1, 2]}}}\n") ==
        "sweep:\n  strategy: random\n  trials: 5\n"
        "  parameters: {seed: [1], optimizer.alpha: {log_uniform: [1, 2]}}\n");
  CHECK(laid(lower, "sweep: {parameters: {seed: null}}\n") ==
        "sweep:\n  strategy: random\n  trials: 3\n"
        "  parameters: {optimizer.alpha: {uniform: [0, 1]}}\n");
}

TEST_CASE("bases of bases are relative to the file that names them; later ones win", "[base]") {
  const Configs configs;
  configs.write("common/lowest.yaml", "seed: 1\nreport_every: 1\nepochs: 1\n");
  configs.write("common/first.yaml", "base: lowest.yaml\nseed: 2\nbatch_size: 2\n");
  configs.write("second.yaml", "seed: 3\n");
  configs.write("x.yaml", "epochs: 4\nbase: [common/first.yaml, second.yaml]\n");
  CHECK(configs.read() == "seed: 3\nreport_every: 1\nepochs: 4\nbatch_size: 2\n");
}

TEST_CASE("errors in values point into the file that holds them", "[base]") {
  const Configs configs;
  configs.write("lower.yaml", "dataset: digits\n\nseed: x\nepochs: y\n");
  configs.write("x.yaml", "base: lower.yaml\nbatch_size: z\nepochs: w\n");
  Diagnostics diagnostics;
  read_experiment(read_config_file(configs.path("x.yaml"), diagnostics), "x", diagnostics);
  std::string error;
  try {
    diagnostics.throw_if_any();
  } catch (const Error& caught) {
    error = caught.what();
  }
  CHECK_THAT(error, contains(configs.path("lower.yaml") + ":3:7: seed must be"));
  CHECK_THAT(error, contains(configs.path("x.yaml") + ":2:13: batch_size must be"));
  CHECK_THAT(error, contains(configs.path("x.yaml") + ":3:9: epochs must be"));
  CHECK(error.find("the text \"y\"") == std::string::npos);
}

TEST_CASE("the errors of one file stand together, in their order", "[base]") {
  const auto name = [](const char* text) { return std::make_shared<const std::string>(text); };
  Diagnostics diagnostics;
  diagnostics.error({name("b"), 5, 1}, "five.");
  diagnostics.error({name("a"), 4, 1}, "four.");
  diagnostics.error({name("argument"), 0, 1}, "none.");
  diagnostics.error({name("b"), 3, 1}, "three.");
  CHECK_THROWS_WITH(diagnostics.throw_if_any(),
                    "b:3:1: three.\nb:5:1: five.\na:4:1: four.\nargument:1: none.");
}

TEST_CASE("a base of itself is an error", "[base]") {
  const Configs configs;
  configs.write("x.yaml", "seed: 1\nbase: x.yaml\n");
  CHECK(configs.error() ==
        "x.yaml:2:7: this makes x.yaml a base of itself; remove `base` from one of them.");
  configs.write("a/y.yaml", "base: ../x.yaml\n");
  configs.write("z.yaml", "base: [a/y.yaml]\n");
  configs.write("x.yaml", "base: z.yaml\n");
  CHECK(configs.error() ==
        "a/y.yaml:1:7: this makes x.yaml a base of itself, through z.yaml and a/y.yaml; remove "
        "`base` from one of them.");
}

TEST_CASE("bases without end are refused", "[base]") {
  const Configs configs;
  configs.write("y8.yaml", "seed: 1\n");
  for (int i = 7; i >= 0; --i) {
    const std::string next = "y" + std::to_string(i + 1) + ".yaml";
    configs.write("y" + std::to_string(i) + ".yaml", "base: [" + next + ", " + next + "]\n");
  }
  CHECK_THAT(configs.error("y0.yaml"), contains(": the config has more than 100 bases."));
}

TEST_CASE("a base that cannot be read is an error at its place", "[base]") {
  const Configs configs;
  configs.write("x.yaml", "base: none.yaml\n");
  CHECK(configs.error() ==
        "x.yaml:1:7: there is no file 'none.yaml'; the path of a base is relative to the file that "
        "names it.");
  configs.write("x.yaml", "base: [~/none.yaml]\n");
  CHECK(configs.error() ==
        "x.yaml:1:8: '~/none.yaml' begins with '~', which only a shell expands; write "
        "'${HOME}/none.yaml'.");
  configs.write("folder/a.yaml", "");
  configs.write("x.yaml", "base: folder\n");
  CHECK(configs.error() ==
        "folder: the config file cannot be read: it is a directory, not a file.");
  configs.write("x.yaml", "base: list.yaml\n");
  configs.write("list.yaml", "[a, b]\n");
  CHECK(configs.error() ==
        "list.yaml:1:1: a base must be a map of keys and values, but this is a list.");
  configs.write("list.yaml", "");
  CHECK_THAT(configs.error(), contains("a base must be a map of keys and values, but this is"));
  configs.write("list.yaml", "a: \"b\n");
  CHECK_THAT(configs.error(), contains("list.yaml:1:4: this quote is never closed"));
}

TEST_CASE("a base is a path or a list of paths", "[base]") {
  const Configs configs;
  const auto sentence = [](const std::string& found) {
    return "base must be a config's path or a list of paths, but this is " + found + ".";
  };
  configs.write("x.yaml", "base: 3\n");
  CHECK(configs.error() == "x.yaml:1:7: " + sentence("3"));
  configs.write("x.yaml", "base: []\n");
  CHECK(configs.error() == "x.yaml:1:7: " + sentence("an empty list"));
  configs.write("x.yaml", "base: ['']\n");
  CHECK(configs.error() == "x.yaml:1:8: " + sentence("empty"));
  configs.write("x.yaml", "base:\n");
  CHECK(configs.error() == "x.yaml:1:1: " + sentence("nothing"));
}

TEST_CASE("a merge key at the top adds whole keys", "[base]") {
  const Configs configs;
  configs.write("x.yaml", "x-common: &common {seed: 5, epochs: 1}\n<<: *common\nepochs: 2\n");
  CHECK(configs.read() == "seed: 5\nepochs: 2\n");
}

TEST_CASE("top-level keys that begin with x- are ignored", "[base]") {
  const Configs configs;
  configs.write("x.yaml",
                "x-adam: &adam {plugin: adam, alpha: 0.1}\nx-: 1\nseed: 1\noptimizer: {<<: *adam, "
                "alpha: 0.2}\nnetwork: {x-y: 1}\n");
  CHECK(configs.read() ==
        "seed: 1\noptimizer:\n  plugin: adam\n  alpha: 0.2\nnetwork:\n  x-y: 1\n");
}

}  // namespace runner::test::config_file_test
