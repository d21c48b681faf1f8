#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <runner/random.hpp>

#include "training/metrics.hpp"

namespace runner {

// All that a training needs to go on as if it had never stopped, beside its config and data.
template <typename Real>
struct TrainingState {
  struct Named {
    std::string name;
    arma::Col<Real> values;
  };
  struct Best {
    MetricsRow row;
    arma::Col<Real> parameters;
    std::uint64_t evaluations_since_best = 0;  // metrics rows that were no better
  };

  std::uint64_t completed = 0;   // updates
  double seconds = 0;            // spent in them
  MetricsRow last_row;           // the last that was reported
  arma::Col<Real> parameters;    // after the last update
  arma::Col<Real> previous;      // before it
  std::vector<Named> optimizer;  // what the optimizer declares, in its order
  Random random{0};              // as before the draw of the epoch's permutation
  std::optional<Best> best;      // with early stopping
};

// Keeps the states of a training.
template <typename Real>
class CheckpointWriter {
 public:
  virtual ~CheckpointWriter() = default;

  // Asked after every update but the last, and its row of metrics if it has one: whether to keep
  // the state here.
  virtual bool due(std::uint64_t completed) = 0;
  virtual void keep(const TrainingState<Real>& state) = 0;
};

}  // namespace runner
