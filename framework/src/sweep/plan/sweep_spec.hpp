// SweepSpec: what the key `sweep` of a config says.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "config/metric.hpp"
#include "sweep/plan/parameter.hpp"

namespace runner {

enum class Strategy {
  grid,     // every combination, the last parameter varying fastest
  random,   // `trials` draws
  halving,  // either of these, and only the best go on at each rung: halving.hpp
};

struct SweepSpec {
  Strategy strategy = Strategy::grid;
  std::vector<Parameter> parameters;  // in the order written; at least one
  std::uint64_t trials = 0;           // number of draws; 0: every combination
  std::uint32_t seed = 0;             // of the draws
  std::uint64_t eta = 3;              // halving: one of so many goes on at each rung
  std::uint64_t min_iterations = 0;   // halving: the first rung
  SourceLocation location;            // of the key `sweep`
  // The metric that the best trial is told by, named as its column of metrics.csv. None:
  // validation_accuracy where there is a validation set, else train_loss.
  std::optional<Metric> objective;
  SourceLocation objective_location;
};

// Takes the key `sweep` out of a config's tree and reads it. Returns nothing when there is none, or
// when the command line took it away with sweep=null. What is wrong is added to `diagnostics`.
std::optional<SweepSpec> take_sweep(Value& tree, Diagnostics& diagnostics);

// The values of each trial, in the order of the parameters: combinations in the order of nested
// loops, draws made with Random(seed) trial by trial and in each parameter by parameter, so that
// more trials only add to those of fewer.
std::vector<List> trial_values(const SweepSpec& sweep);

}  // namespace runner
