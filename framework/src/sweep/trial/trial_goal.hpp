#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "sweep/trial/trial_record.hpp"

namespace runner {

// How far a trial is to be taken.
struct TrialGoal {
  std::string objective;
  std::uint64_t rung = 0;     // iterations to train, a row of metrics among them; 0: to the end
  bool retry_failed = false;  // one that failed is to be tried again

  // Whether nothing is left to do for the trial in `folder`, which `record` was just read from: it
  // has come to its end, one way or the other, or to the rung. One that found no space on the disk
  // has not failed by its own doing and is not at its end.
  bool is_reached(const std::filesystem::path& folder, const TrialRecord& record) const;
};

// The figure of the metric, named as its column, after `iteration` updates; nothing where
// metrics.csv has no whole row of that iteration.
std::optional<double> figure_at(const std::filesystem::path& folder, const std::string& metric,
                                std::uint64_t iteration);

// By which figure of the objective a trial is compared at the goal's rung: the one there; of a
// trial that stopped early before, its result's; nothing for one that failed before.
std::optional<double> figure_for(const TrialGoal& goal, const std::filesystem::path& folder,
                                 const TrialRecord& record);

}  // namespace runner
