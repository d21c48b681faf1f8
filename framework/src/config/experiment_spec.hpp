// ExperimentSpec: what a config file says, checked as far as possible without plugins or data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "config/metric.hpp"
#include "config/value.hpp"

namespace runner {

enum class Precision { single, double_ };

// "float" or "double"
std::string_view to_text(Precision precision);

// A plugin's name and its options as written, for the plugin itself to check.
struct PluginChoice {
  std::string name = {};
  SourceLocation location = {};   // of the name
  Value options = map_value({});  // without the key `plugin`
};

// A number and its place, for errors that only the data can reveal. A default has no line.
template <typename T>
struct Located {
  T value = {};
  SourceLocation location = {};
};

// When to stop before the last iteration, judged by metrics of the validation set.
struct EarlyStopping {
  Metric metric = Metric::validation_loss;  // one of validation_metrics
  std::uint64_t patience = 5;               // rows of metrics.csv without a better one
};

// The members' values are the defaults. experiment_keys.cpp declares the keys with their bounds and
// meanings.
struct ExperimentSpec {
  std::string name;
  std::uint32_t seed = 42;
  PluginChoice dataset;
  // None: 1000, or 0 if the data has a test set of its own.
  std::optional<Located<std::uint64_t>> split_size;
  Located<std::uint64_t> validation_size;
  bool standardize = false;
  std::uint64_t hidden_units = 10;
  PluginChoice activation = {"relu"};
  PluginChoice initializer = {"uniform"};
  PluginChoice optimizer = {"gradient_descent"};
  std::optional<std::uint64_t> iterations = 1000;  // none: `epochs` is given
  std::optional<std::uint64_t> epochs;
  std::optional<Located<std::uint64_t>> batch_size;  // none: all training examples
  Precision precision = Precision::double_;
  std::uint64_t report_every = 100;
  std::uint64_t checkpoint_every = 0;  // iterations; 0: about every 30 seconds
  std::optional<EarlyStopping> early_stopping;
  SourceLocation location;  // the config file
};

// Reads the tree of a config file. Adds errors to `diagnostics` and uses the default in the place
// of a wrong value, so that one pass finds all errors.
ExperimentSpec read_experiment(const Value& tree, const std::string& default_name,
                               Diagnostics& diagnostics);

// Why `name` cannot name an experiment's folder, as the end of a sentence.
// Returns nothing if it can.
std::optional<std::string> name_error(const std::string& name);

}  // namespace runner
