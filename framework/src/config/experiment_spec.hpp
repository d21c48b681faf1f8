// ExperimentSpec: what a config file says, checked as far as it can be without plugins or data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "config/metric.hpp"
#include "config/value.hpp"

namespace runner {

enum class Precision { single, double_ };

// A plugin's name and its options as written, for the plugin itself to check.
struct PluginChoice {
  std::string name;
  SourceLocation location;  // of the name
  Value options;            // a map without the key `plugin`
};

// A number with the place that it was written at, for errors that only the data can show. Without a
// line when it is a default.
template <typename T>
struct Located {
  T value = {};
  SourceLocation location;
};

// When to stop before the last iteration, by figures of the validation set.
struct EarlyStopping {
  Metric metric = Metric::validation_loss;  // one of validation_metrics
  std::uint64_t patience = 5;  // metrics rows without a better one
};

struct ExperimentSpec {
  std::string name;
  std::uint32_t seed = 42;
  PluginChoice dataset;
  std::optional<Located<std::uint64_t>>
      split_size;  // none: 1000, or 0 beside a test set of the data's own
  Located<std::uint64_t> validation_size;
  std::uint64_t hidden_units = 10;
  PluginChoice activation;
  PluginChoice initializer;
  PluginChoice optimizer;
  std::optional<std::uint64_t> iterations = 1000;  // none: as many as `epochs` passes have
  std::optional<std::uint64_t> epochs;
  std::optional<Located<std::uint64_t>> batch_size;  // none: all training examples
  Precision precision = Precision::double_;
  std::uint64_t report_every = 100;
  std::uint64_t checkpoint_every = 0;  // iterations; 0: by time, about every 30 seconds
  std::optional<EarlyStopping> early_stopping;
  SourceLocation location;  // the config file
};

// Reads the tree of a config file. What is wrong is added to `diagnostics`, and the default stands
// in for it, so that one pass finds all errors.
ExperimentSpec read_experiment(const Value& tree, const std::string& default_name,
                               Diagnostics& diagnostics);

// Why `name` cannot name an experiment's folder, as a sentence, or nothing.
std::optional<std::string> name_error(const std::string& name);

}  // namespace runner
