#pragma once

#include <cstdint>
#include <optional>

#include "config/metric.hpp"
#include "runs/run_record.hpp"

namespace runner {

// How far a trial is to be trained.
struct TrialGoal {
  Metric objective = Metric::train_loss;
  std::uint64_t rung = 0;     // iterations, a row of metrics among them; 0: to the end
  bool retry_failed = false;  // a failed trial is run again

  // Whether nothing remains to be done for the trial: it has ended in one way or the other, or was
  // trained to the rung and beyond or paused there. A trial that found no space on the disk has not
  // failed by its own fault, and has not ended.
  // Throws: Error (not_readable) if metrics.csv exists but cannot be read now.
  bool is_reached(const RunRecord& record) const;

  // The objective's value by which a trial that has reached the goal is compared: the one at the
  // rung; if it stopped early before, its result's. Returns nothing for a trial that failed before.
  // Throws: as is_reached().
  std::optional<double> value_of(const RunRecord& record) const;
};

}  // namespace runner
