#pragma once

#include <cstdint>

#include "runs/run_record.hpp"
#include "sweep/plan/sweep_plan.hpp"

namespace runner {

// How far a sweep is.
struct SweepProgress {
  std::uint64_t trials = 0;
  std::uint64_t finished = 0;
  std::uint64_t failed = 0;        // and diverged
  std::uint64_t pruned = 0;        // by halving, at a rung
  std::uint64_t running = 0;       // by this sweep
  std::uint64_t rung = 0;          // halving: the iterations that trials are trained to now
  std::uint64_t rung_trials = 0;   // that take part in it
  std::uint64_t rung_reached = 0;  // that need nothing more for it
  double work_done = 0;            // by this sweep, and
  double work_left = 0;            // remaining, in units that take about the same time
  // Of the finished, by the plan's objective; of equal ones the first seen.
  const Trial* best = nullptr;
  double best_value = 0;

  // Trials that have not ended.
  std::uint64_t left() const { return trials - finished - failed - pruned; }

  // Counts a trial that has finished or failed. Returns false for any other, which is not counted.
  bool count(const Trial& trial, const RunRecord& record, Metric objective);
};

}  // namespace runner
