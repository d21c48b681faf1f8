#include "config/experiment_spec.hpp"
#include "config/overrides.hpp"
#include "config/yaml_reader.hpp"
#include "support/catch.hpp"

namespace runner::experiment_spec_test {
namespace {

ExperimentSpec read(const std::string& yaml, const std::vector<std::string>& overrides = {}) {
  Diagnostics diagnostics;
  const SourceLocation file{std::make_shared<const std::string>("x.yaml"), 1, 1};
  Value tree = parse_yaml(yaml, file, diagnostics);
  if (!tree.location.source) tree.location = file;
  apply_overrides(tree, overrides, diagnostics);
  ExperimentSpec spec = read_experiment(tree, "x", diagnostics);
  diagnostics.throw_if_any();
  return spec;
}

std::string error_of(const std::string& yaml, const std::vector<std::string>& overrides = {}) {
  try {
    read(yaml, overrides);
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

const std::string minimal = "dataset: digits\n";

TEST_CASE("a dataset is all that a config needs") {
  const ExperimentSpec spec = read(minimal);
  CHECK(spec.name == "x");
  CHECK(spec.seed == 42);
  CHECK(spec.dataset.name == "digits");
  CHECK_FALSE(spec.split_size);
  CHECK(spec.validation_size.value == 0);
  CHECK(spec.hidden_units == 10);
  CHECK(spec.activation.name == "relu");
  CHECK(spec.initializer.name == "uniform");
  CHECK(spec.optimizer.name == "gradient_descent");
  CHECK(spec.iterations == 1000);
  CHECK_FALSE(spec.epochs);
  CHECK_FALSE(spec.batch_size);
  CHECK(spec.precision == Precision::double_);
  CHECK(spec.report_every == 100);
  CHECK(spec.checkpoint_every == 0);
  CHECK_FALSE(spec.early_stopping);
}

TEST_CASE("a missing dataset is an error") {
  CHECK(error_of("seed: 1\n") ==
        "x.yaml: the key 'dataset' is missing; add one, such as `dataset: digits`.");
  CHECK(error_of("") ==
        "x.yaml:1:1: the experiment must be a map of keys and values, but this is nothing.");
}

TEST_CASE("a single run has no sweep") {
  CHECK(error_of(minimal + "sweep: {parameters: {seed: [1, 2]}}\n") ==
        "x.yaml:2:8: a single run has no sweep; remove the key.");
}

TEST_CASE("a base that did not come with a file is an error") {
  CHECK(error_of(minimal, {"base=y.yaml"}) ==
        "command line, base=y.yaml:6: base is allowed only in a config file.");
}

TEST_CASE("an unknown key names the known ones and the nearest") {
  CHECK(error_of(minimal + "split_sise: 5\n") ==
        "x.yaml:2:1: the experiment has no key 'split_sise'; known are base, name, seed, dataset, "
        "split_size, "
        "validation_size, standardize, network, optimizer, iterations, epochs, batch_size, "
        "precision, "
        "report_every, "
        "checkpoint_every, early_stopping and sweep. Did you mean 'split_size'?");
}

TEST_CASE("a value of the wrong type or out of range says what was expected") {
  CHECK(error_of(minimal + "seed: -1\n") ==
        "x.yaml:2:7: seed must be a whole number of at least 0 and at most 4294967295, but this is "
        "-1.");
  CHECK(error_of(minimal + "seed: 4294967296\n") ==
        "x.yaml:2:7: seed must be a whole number of at least 0 and at most 4294967295, but this is "
        "4294967296.");
  CHECK(error_of(minimal + "seed: \"5\"\n") ==
        "x.yaml:2:7: seed must be a whole number of at least 0 and at most 4294967295, but this is "
        "the "
        "text \"5\".");
  CHECK(error_of(minimal + "network: {hidden_units: 0}\n") ==
        "x.yaml:2:25: hidden_units must be a whole number of at least 1 and at most 1000000, but "
        "this "
        "is 0.");
  CHECK(error_of(minimal + "iterations: 1.5\n")
            .starts_with("x.yaml:2:13: iterations must be a whole number of at least 0"));
  CHECK(error_of(minimal + "batch_size: some\n") ==
        "x.yaml:2:13: batch_size must be all or a whole number of at least 1, but this is the text "
        "\"some\".");
  CHECK(error_of(minimal + "precision: flaot\n") ==
        "x.yaml:2:12: precision must be double or float, but this is the text \"flaot\". Did you "
        "mean "
        "'float'?");
  CHECK(error_of(minimal + "report_every: 0\n").starts_with("x.yaml:2:15: report_every must be"));
  CHECK(error_of("dataset: [a]\n").starts_with("x.yaml:1:10: dataset must be a plugin's name"));
  CHECK(error_of("dataset: {limit: 3}\n") ==
        "x.yaml:1:10: dataset names no plugin; add `plugin: NAME`.");
}

TEST_CASE("a map that may be meant to name a plugin says how") {
  CHECK(error_of("dataset: {type: csv, file: a}\n") ==
        "x.yaml:1:10: dataset names no plugin; add `plugin: NAME`. Did you mean `plugin: csv`?");
  CHECK(error_of("dataset: {csv, file: a}\n").ends_with(" Did you mean `plugin: csv`?"));
  CHECK(error_of("dataset:\n  csv:\n    file: a\n").ends_with(" Did you mean `plugin: csv`?"));
  CHECK(error_of("dataset: {_target_: my.data.CSV}\n").ends_with(" Did you mean `plugin: csv`?"));
}

TEST_CASE("early stopping has defaults and watches the validation set") {
  const std::string validated = minimal + "validation_size: 10\n";
  const auto stopping = read(validated + "early_stopping: {}\n").early_stopping;
  REQUIRE(stopping);
  CHECK(stopping->metric == Metric::validation_loss);
  CHECK(stopping->patience == 5);
  const auto other =
      read(validated + "early_stopping: {metric: validation_accuracy, patience: 2}\n");
  CHECK(other.early_stopping->metric == Metric::validation_accuracy);
  CHECK(other.early_stopping->patience == 2);
  CHECK_FALSE(read(validated + "early_stopping: {}\n", {"early_stopping=null"}).early_stopping);
}

TEST_CASE("early stopping without validation examples is an error") {
  const std::string expected =
      "early_stopping needs validation examples, but validation_size is 0; give some, such as "
      "`validation_size: 500`.";
  CHECK(error_of(minimal + "early_stopping: {patience: 3}\n") == "x.yaml:2:17: " + expected);
  CHECK(error_of(minimal + "early_stopping: {patience: 3}\nvalidation_size: 0\n") ==
        "x.yaml:2:17: " + expected);
}

TEST_CASE("wrong values of early stopping and checkpoint_every are errors") {
  const std::string validated = minimal + "validation_size: 10\n";
  CHECK(error_of(validated + "early_stopping: {metric: test_loss}\n")
            .starts_with("x.yaml:3:26: early_stopping.metric must be validation_loss or "
                         "validation_accuracy, but this is the text \"test_loss\"."));
  CHECK(error_of(validated + "early_stopping: {patience: 0}\n") ==
        "x.yaml:3:28: patience must be a whole number of at least 1, but this is 0.");
  CHECK(error_of(validated + "early_stopping: {patients: 3}\n") ==
        "x.yaml:3:18: early_stopping has no key 'patients'; known are metric and patience. Did you "
        "mean 'patience'?");
  CHECK(error_of(validated + "early_stopping: 5\n") ==
        "x.yaml:3:17: early_stopping must be a map of keys and values, but this is 5.");
  CHECK(error_of(minimal + "checkpoint_every: -1\n") ==
        "x.yaml:2:19: checkpoint_every must be a whole number of at least 0, but this is -1.");
}

TEST_CASE("an empty value does not mean the default") {
  CHECK(error_of(minimal + "seed:\n") ==
        "x.yaml:2:1: seed must be a whole number of at least 0 and at most 4294967295, but this is "
        "nothing.");
}

TEST_CASE("all errors are reported at once, in the order of their places") {
  const std::string error = error_of("seed: x\ndataset: digits\nalpha: 1\nprecision: 5\n");
  CHECK(error.find("x.yaml:1:7: ") == 0);
  CHECK(error.find("\nx.yaml:3:1: ") != std::string::npos);
  CHECK(error.find("\nx.yaml:4:12: ") > error.find("\nx.yaml:3:1: "));
}

TEST_CASE("iterations and epochs together are an error") {
  CHECK(error_of(minimal + "iterations: 5\nepochs: 2\n") ==
        "x.yaml:3:9: both iterations and epochs are given; keep one of the two.");
}

TEST_CASE("a name that cannot be a folder is an error") {
  const auto fault = [](const std::string& name) { return name_error(name).value_or("none"); };
  CHECK(fault("baseline") == "none");
  CHECK(fault("größe 1") == "none");
  CHECK(fault("") == "must not be empty");
  CHECK(fault("a/b") == "must not contain '/'");
  CHECK(fault("..") == "must not begin with '.' or '-'");
  CHECK(fault("-x") == "must not begin with '.' or '-'");
  CHECK(fault(" x") == "must not begin or end with a space");
  CHECK(fault("x ") == "must not begin or end with a space");
  CHECK(fault("x\u00A0") == "must not begin or end with a space");
  CHECK(fault("\u3000x") == "must not begin or end with a space");
  CHECK(fault("a\nb") == "must not contain control characters");
  CHECK(fault("\xff") == "must be UTF-8");
  CHECK(fault("\xed\xa0\x80") == "must be UTF-8");
  CHECK(fault(std::string(100, 'a')) == "none");
  CHECK(fault(std::string(101, 'a')) == "must have at most 100 bytes");
  CHECK(error_of("name: a/b\n" + minimal) ==
        "x.yaml:1:7: the experiment's name names a folder and must not contain '/'.");
}

TEST_CASE("an override replaces a value and carries its own place") {
  CHECK(read(minimal, {"seed=7"}).seed == 7);
  CHECK(error_of(minimal, {"seed=-7"}) ==
        "command line, seed=-7:6: seed must be a whole number of at least 0 and at most "
        "4294967295, but "
        "this is -7.");
}

TEST_CASE("an override of an option turns a bare plugin name into a map") {
  const auto spec = read("dataset: digits\noptimizer: adam\n", {"optimizer.alpha=0.5"});
  CHECK(spec.optimizer.name == "adam");
  CHECK(spec.optimizer.options.find("alpha")->text == "0.5");
}

TEST_CASE("an override of an option keeps the default plugin") {
  const auto spec = read(minimal, {"optimizer.alpha=1", "network.activation.slope=0.1"});
  CHECK(spec.optimizer.name == "gradient_descent");
  CHECK(spec.activation.name == "relu");
  CHECK(spec.activation.options.find("slope") != nullptr);
}

TEST_CASE("an override of a plugin replaces the whole map") {
  const auto spec =
      read("dataset: digits\noptimizer: {plugin: momentum, momentum: 0.5}\n", {"optimizer=adam"});
  CHECK(spec.optimizer.name == "adam");
  CHECK(spec.optimizer.options.as_map()->empty());
}

TEST_CASE("an override of iterations replaces epochs, and the other way round") {
  CHECK(read(minimal + "epochs: 3\n", {"iterations=5"}).iterations == 5);
  CHECK_FALSE(read(minimal + "epochs: 3\n", {"iterations=5"}).epochs);
  CHECK(read(minimal + "iterations: 3\n", {"epochs=5"}).epochs == 5);
  CHECK(error_of(minimal, {"iterations=5", "epochs=2"}) ==
        "command line, epochs=2:8: both iterations and epochs are given; keep one of the two.");
}

TEST_CASE("a null override restores the default") {
  CHECK(read(minimal + "seed: 1\n", {"seed=null"}).seed == 42);
  CHECK(error_of(minimal, {"sede=null"})
            .starts_with("command line, sede=null:1: the experiment has no key 'sede'"));
}

TEST_CASE("an invalid override is an error") {
  CHECK(error_of(minimal, {"seed"}) ==
        "command line, seed: expected key.path=value, such as optimizer.alpha=0.2.");
  CHECK(error_of(minimal, {"seed:3"}) ==
        "command line, seed:3: expected key.path=value, such as seed=3.");
  CHECK(error_of(minimal, {"seed: 3"}) ==
        "command line, seed: 3: expected key.path=value, such as seed=3.");
  CHECK(error_of(minimal, {"seed:"}).ends_with("such as optimizer.alpha=0.2."));
  CHECK(error_of(minimal, {"a..b=1"}).starts_with("command line, a..b=1: expected key.path=value"));
  CHECK(error_of(minimal, {"seed=1", "seed=2"}) ==
        "command line, seed=2:1: seed is given twice; keep one of the two.");
  CHECK(error_of(minimal, {"seed.x=1"}).find("'seed.x' cannot be set") == std::string::npos);
  CHECK(error_of(minimal + "seed: 5\n", {"seed.x=1"}) ==
        "command line, seed.x=1:1: 'seed.x' cannot be set, because seed is 5, not a map.");
  CHECK(error_of(minimal, {"seed=[1"}) ==
        "command line, seed=[1:6: this '[' is never closed; add the ']'.");
}

TEST_CASE("an override without a value is an error, not the default") {
  CHECK(error_of(minimal + "seed: 1\n", {"seed="}) ==
        "command line, seed=:6: the value of seed is empty. Write 'seed=null' for its default, or "
        "'seed=\"\"' for an empty text.");
  CHECK(error_of(minimal + "optimizer: adam\n", {"optimizer="})
            .starts_with("command line, optimizer=:11: the value of optimizer is empty."));
  CHECK(error_of(minimal, {"seed= "})
            .starts_with("command line, seed= :6: the value of seed is empty"));
  CHECK(error_of(minimal, {"optimizer={plugin: adam, alpha: 1}", "network.hidden_units="})
            .starts_with("command line, network.hidden_units=:22: "));
  setenv("RUNNER_TEST_EMPTY", "", 1);
  CHECK(error_of(minimal + "seed: 1\n", {"seed=${RUNNER_TEST_EMPTY}"})
            .starts_with("command line, seed=${RUNNER_TEST_EMPTY}:6: the value of seed is empty."));
  CHECK(
      error_of(minimal, {"network={hidden_units: }"}) ==
      "command line, network={hidden_units: }:10: hidden_units must be a whole number of at least "
      "1 and at most 1000000, but this is nothing.");
}

TEST_CASE("a written null inside an override restores a default") {
  const std::string units = minimal + "network: {hidden_units: 5}\n";
  CHECK(read(units, {"network={hidden_units: null}"}).hidden_units == 10);
  CHECK(read(units, {"network.hidden_units=~"}).hidden_units == 10);
}

TEST_CASE("a comment in an override is an error") {
  CHECK(error_of(minimal, {"name=exp #3"})
            .starts_with("command line, name=exp #3:10: '#' begins a comment"));
  CHECK(read(minimal, {"name=\"exp #3\""}).name == "exp #3");
  CHECK(read(minimal, {"name=exp#3"}).name == "exp#3");
}

}  // namespace
}  // namespace runner::experiment_spec_test
