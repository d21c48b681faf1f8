#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <runner/random.hpp>

#include "training/metrics.hpp"
#include "training/real_vector.hpp"

namespace runner {

// All that a training needs, beside its config and data, to continue as if it had never stopped.
struct TrainingState {
  struct OptimizerVector {
    std::string name;  // as the optimizer declares it
    RealVector values;
  };
  struct Best {
    MetricsRow row;
    RealVector parameters;
    std::uint64_t evaluations_since_best = 0;
  };

  std::uint64_t completed = 0;  // updates
  double seconds = 0;           // spent in them
  MetricsRow last_row;          // the last that was reported
  RealVector parameters;        // after the last update: W1, b1, W2, b2, each column by column
  RealVector previous;          // before it
  std::vector<OptimizerVector> optimizer;  // in the order in which it declares them
  Random random{0};                        // as before the draw of the epoch's permutation
  std::optional<Best> best;                // with early stopping
  std::vector<double> input_mean;          // with standardised inputs, as the next one
  std::vector<double> input_deviation;
};

// Saves the states of a training.
class CheckpointWriter {
 public:
  virtual ~CheckpointWriter() = default;

  // Asked after every update but the last, and after its row of metrics if it has one.
  virtual bool should_save(std::uint64_t completed) = 0;
  virtual void save(const TrainingState& state) = 0;
};

}  // namespace runner
