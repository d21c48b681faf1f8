// SweepSpec: what the key `sweep` of a config says.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "config/metric.hpp"
#include "sweep/plan/parameter.hpp"

namespace runner {

class ConfigKeys;

enum class Strategy {
  grid,     // every combination, the last parameter varying fastest
  random,   // `trials` draws
  halving,  // either of these, with only the best trials promoted at each rung: halving.hpp
};

// The strategy as the config names it.
std::string_view to_text(Strategy strategy);

struct SweepSpec {
  Strategy strategy = Strategy::grid;
  std::vector<Parameter> parameters;    // in the order written; at least one
  std::optional<std::uint64_t> trials;  // number of draws; none: every combination
  std::uint32_t seed = 0;               // of the draws
  std::uint64_t eta = 3;                // halving: one trial in `eta` is promoted at each rung
  std::uint64_t min_iterations = 0;     // halving: the first rung; else 0
  // Ranks the trials. None: validation_accuracy, or train_loss if a trial has no validation
  // examples.
  std::optional<Metric> objective;
  SourceLocation objective_location;
  SourceLocation location;  // of the key `sweep`
};

// Declares the keys of `sweep`, in the order of the docs.
void declare_keys(SweepSpec& spec, ConfigKeys& keys);

// Takes the key `sweep` out of a config's tree and reads it. `options` are the values of --sweep,
// which replace and add parameters, or make a grid of their own; see add_sweep_options(). Adds
// errors to `diagnostics`.
// Returns nothing if there are no options and no such key, or the command line removed it with
// sweep=null.
std::optional<SweepSpec> take_sweep(Value& tree, const std::vector<std::string>& options,
                                    Diagnostics& diagnostics);

// The keys that vary, in the order of the parameters.
std::vector<ParameterKey> keys_of(const SweepSpec& sweep);

// The values of each trial, in the order of keys_of(). Combinations come in the order of nested
// loops. Draws are made with Random(seed), trial by trial and in each trial parameter by parameter,
// so that more trials only add to fewer.
std::vector<List> trial_values(const SweepSpec& sweep);

}  // namespace runner
