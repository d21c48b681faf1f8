#pragma once

#include <cstdint>
#include <string>

#include "training/metrics.hpp"

namespace runner {

enum class TrainingStatus { finished, stopped_early, paused, interrupted, diverged };

struct TrainingOutcome {
  TrainingStatus status = TrainingStatus::finished;
  std::string reason;           // a sentence if it did not go through all iterations
  MetricsRow last;              // of the weights that the network holds now
  std::uint64_t completed = 0;  // updates
  double seconds = 0;           // spent in them
};

// Hidden units with hardly any derivative on all training examples. Counted only if all units are
// such: if any is not, both numbers may be too large.
struct InactiveUnits {
  std::uint64_t dead = 0;       // derivative 0
  std::uint64_t saturated = 0;  // not 0 everywhere, but below 1e-6 in size
};

// Follows a training; the training thread calls it.
class TrainingObserver {
 public:
  virtual ~TrainingObserver() = default;

  // The metrics of the weights after row.iteration updates.
  virtual void measured(const MetricsRow& row) = 0;
  // An update is done; seconds as in MetricsRow.
  virtual void updated(std::uint64_t iteration, double seconds) = 0;
  // Asked before every update: whether to stop here.
  virtual bool stop_requested() = 0;
};

}  // namespace runner
