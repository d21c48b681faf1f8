#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "config/metric.hpp"
#include "runs/run_record.hpp"

namespace runner {

// How far to train a trial.
struct TrialGoal {
  Metric objective = Metric::train_loss;
  std::uint64_t rung = 0;     // iterations, with a row of metrics after the last; 0: to the end
  bool retry_failed = false;  // whether to run a failed trial again

  // Whether the trial needs no more training: it has finished or failed, is paused at the rung, or
  // was trained beyond it, and there is no damage(). A trial that lacked disk space has not reached
  // any goal.
  // Throws: Error (not_readable) if metrics.csv exists but cannot be read now.
  bool is_reached(const RunRecord& record) const;

  // A sentence that names metrics.csv if a trial that has ended cannot be ranked at the rung
  // because the file is damaged, missing or does not fit run.json, so that the trial must start
  // again. Else, and always without a rung, an empty text.
  // Throws: as is_reached().
  std::string damage(const RunRecord& record) const;

  // The value of the objective that ranks a trial at the rung: the one there or, for a trial that
  // stopped early before, its result's. Returns nothing for a trial that failed before.
  // Requires: is_reached().
  // Throws: as is_reached().
  std::optional<double> value_of(const RunRecord& record) const;
};

}  // namespace runner
