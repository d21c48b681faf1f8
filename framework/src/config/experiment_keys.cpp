#include "config/experiment_keys.hpp"

#include <array>

#include <fmt/format.h>

namespace runner {
namespace {

constexpr std::array precisions = {Precision::double_, Precision::single};

void declare_network_keys(ExperimentSpec& spec, ConfigKeys& keys) {
  keys.integer("hidden_units", spec.hidden_units, {.at_least = 1, .at_most = 1'000'000},
               {"Units of the hidden layer"});
  keys.plugin("activation", spec.activation, {"Activation of the hidden layer"});
  keys.plugin("initializer", spec.initializer, {"Initial weights and biases"});
}

// Collects the paths of keys.
class KeyPaths final : public ConfigKeys {
 public:
  KeyPaths(std::string prefix, std::vector<KeyPath>& paths)
      : prefix_(std::move(prefix)), paths_(paths) {}

  void integer(std::string_view name, IntegerMember, const IntegerOption&,
               const KeyInfo&) override {
    add(name);
  }
  void integer_or_all(std::string_view name, std::optional<Located<std::uint64_t>>&,
                      const IntegerOption&, const KeyInfo&) override {
    add(name);
  }
  void boolean(std::string_view name, bool&, const KeyInfo&) override { add(name); }
  void choice(std::string_view name, const ChoiceMember&, const KeyInfo&) override { add(name); }
  void folder_name(std::string_view name, std::string&, const KeyInfo&) override { add(name); }
  void custom(std::string_view name, std::string_view, const KeyInfo&) override { add(name); }
  void plugin(std::string_view name, PluginChoice& member, const KeyInfo&) override {
    add(name, member.name);
  }
  void map(std::string_view name, const Declare& declare, const KeyInfo&) override {
    KeyPaths inner(fmt::format("{}{}.", prefix_, name), paths_);
    declare(inner);
  }

 private:
  bool optional_map(std::string_view name, bool given, const Declare& declare,
                    const KeyInfo& info) override {
    map(name, declare, info);
    return given;
  }
  void add(std::string_view name, std::optional<std::string> default_plugin = std::nullopt) {
    paths_.push_back({fmt::format("{}{}", prefix_, name), std::move(default_plugin)});
  }

  std::string prefix_;
  std::vector<KeyPath>& paths_;
};

}  // namespace

void declare_keys(ExperimentSpec& spec, ConfigKeys& keys) {
  constexpr std::int64_t max_iterations = 1'000'000'000'000;
  keys.custom("base", "a config's path or a list of them",
              {"Configs that this one is laid over: see below"});
  keys.folder_name("name", spec.name,
                   {"Folder of the runs below experiments/", "the file's name without .yaml"});
  keys.integer("seed", spec.seed, {.at_least = 0, .at_most = 0xFFFFFFFF},
               {"Seed of all of the run's random draws"});
  keys.plugin("dataset", spec.dataset, {.doc = "Source of the examples", .required = true});
  keys.integer("split_size", spec.split_size, {.at_least = 0},
               {"Test examples held out of the pool", "1000, or 0 if the data has a test set"});
  keys.integer("validation_size", spec.validation_size, {.at_least = 0},
               {"Validation examples, held out of the pool after the test examples"});
  keys.boolean("standardize", spec.standardize,
               {"Subtract each input's mean over the training examples, and divide by its standard "
                "deviation"});
  keys.map("network", [&](ConfigKeys& network) { declare_network_keys(spec, network); },
           {"The two-layer network"});
  keys.plugin("optimizer", spec.optimizer, {"Rule that updates the parameters"});
  keys.integer("iterations", spec.iterations, {.at_least = 0, .at_most = max_iterations},
               {"Updates of the parameters; 0 writes the initial weights"});
  keys.integer("epochs", spec.epochs, {.at_least = 0, .at_most = 1'000'000'000},
               {"Passes over the training set, instead of iterations"});
  keys.integer_or_all("batch_size", spec.batch_size, {.at_least = 1},
                      {"Training examples per update, reshuffled each epoch, or all of them"});
  keys.choice("precision", {spec.precision, precisions},
              {"Type of the parameters and of the arithmetic"});
  keys.integer("report_every", spec.report_every, {.at_least = 1},
               {"Iterations between two rows of metrics.csv"});
  keys.integer("checkpoint_every", spec.checkpoint_every, {.at_least = 0},
               {"Iterations between two checkpoints; 0: one about every 30 seconds"});
  keys.map("early_stopping", spec.early_stopping,
           {"Stops training before the last iteration; needs validation_size"});
  keys.custom("sweep", "a map",
              {"Many runs with different values of some keys: see docs/sweeps.md"});
}

void declare_keys(EarlyStopping& stopping, ConfigKeys& keys) {
  keys.choice("metric", {stopping.metric, validation_metrics},
              {"Column of metrics.csv that must improve"});
  keys.integer("patience", stopping.patience, {.at_least = 1},
               {"Rows of metrics.csv without a better one, after which training stops"});
}

const std::vector<KeyPath>& key_paths() {
  static const std::vector<KeyPath> paths = [] {
    std::vector<KeyPath> collected;
    KeyPaths collector("", collected);
    ExperimentSpec spec;
    declare_keys(spec, collector);
    return collected;
  }();
  return paths;
}

const std::vector<std::string>& plugin_paths() {
  static const std::vector<std::string> paths = [] {
    std::vector<std::string> collected;
    for (const auto& key : key_paths()) {
      if (key.default_plugin) collected.push_back(key.path);
    }
    return collected;
  }();
  return paths;
}

const std::string* default_plugin(std::string_view path) {
  for (const auto& key : key_paths()) {
    if (key.path == path) return key.default_plugin ? &*key.default_plugin : nullptr;
  }
  return nullptr;
}

}  // namespace runner
