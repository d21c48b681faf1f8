#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "sweep/trial/trial_record.hpp"

namespace runner {

// How far to train a trial.
struct TrialGoal {
  std::string objective;
  std::uint64_t rung = 0;     // iterations, with a row of metrics after the last; 0: to the end
  bool retry_failed = false;  // whether to run a failed trial again

  // Whether the trial in `folder`, which `record` was just read from, needs no more training: it
  // has finished, failed or reached the rung. A trial that lacked disk space has not reached any
  // goal.
  bool is_reached(const std::filesystem::path& folder, const TrialRecord& record) const;
};

// The value of `metric`, a column of metrics.csv, after `iteration` updates. Returns nothing if
// metrics.csv has no complete row for that iteration.
std::optional<double> metric_at(const std::filesystem::path& folder, const std::string& metric,
                                std::uint64_t iteration);

// The value of the objective that ranks a trial at the goal's rung: the one there or, for a trial
// that stopped early before, its result's. Returns nothing for a trial that failed before.
std::optional<double> objective_at_rung(const TrialGoal& goal, const std::filesystem::path& folder,
                                        const TrialRecord& record);

}  // namespace runner
