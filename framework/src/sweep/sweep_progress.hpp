#pragma once

#include <cstdint>

#include "sweep/sweep_plan.hpp"
#include "sweep/trial_record.hpp"

namespace runner {

// How far a sweep is.
struct SweepProgress {
  std::uint64_t trials = 0;
  std::uint64_t finished = 0;
  std::uint64_t failed = 0;  // and diverged
  std::uint64_t running = 0;
  std::uint64_t ended_now = 0;  // by this sweep, of the finished and the failed
  const Trial* best =
      nullptr;  // of the finished, by the plan's objective; of equals the first seen
  double best_value = 0;

  // Those that are neither finished nor failed.
  std::uint64_t left() const { return trials - finished - failed; }

  // Counts a trial that is finished or failed. False for any other, which is not counted.
  bool count(const Trial& trial, const TrialRecord& record, const std::string& objective);
};

}  // namespace runner
