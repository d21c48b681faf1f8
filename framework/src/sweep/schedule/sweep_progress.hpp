#pragma once

#include <cstdint>

#include "sweep/plan/sweep_plan.hpp"
#include "sweep/trial/trial_record.hpp"

namespace runner {

// How far a sweep is.
struct SweepProgress {
  std::uint64_t trials = 0;
  std::uint64_t finished = 0;
  std::uint64_t failed = 0;        // and diverged
  std::uint64_t pruned = 0;        // by halving, at a rung
  std::uint64_t running = 0;       // by this sweep
  std::uint64_t rung = 0;          // halving: iterations that trials are taken to now
  std::uint64_t rung_trials = 0;   // that are taken there
  std::uint64_t rung_reached = 0;  // of these, that need nothing more for it
  double work_done = 0;            // by this sweep, and
  double work_left = 0;            // still to do, in units of the same time about
  // Of the finished, by the plan's objective; of equals the first seen.
  const Trial* best = nullptr;
  double best_value = 0;

  // Those that have not come to their end.
  std::uint64_t left() const { return trials - finished - failed - pruned; }

  // Counts a trial that is finished or failed. False for any other, which is not counted.
  bool count(const Trial& trial, const TrialRecord& record, const std::string& objective);
};

}  // namespace runner
