#pragma once

#include <chrono>
#include <cstddef>
#include <deque>

#include "sweep/plan/sweep_plan.hpp"

namespace runner {

// How long to wait before looking again at a trial that another process holds.
inline constexpr std::chrono::milliseconds poll_interval{500};

// The trials that wait for a worker slot, in order.
class TrialQueue {
 public:
  using Clock = std::chrono::steady_clock;

  // Appends `trial`, which is not due before `not_before`.
  void push(const Trial& trial, Clock::time_point not_before = {});

  // Removes the first trial that is due at `now` and returns it. Returns null if none is due.
  const Trial* pop_due(Clock::time_point now);

  std::size_t size() const { return pending_.size(); }
  bool empty() const { return pending_.empty(); }

 private:
  struct Pending {
    const Trial* trial = nullptr;
    Clock::time_point not_before = {};
  };
  std::deque<Pending> pending_;
};

}  // namespace runner
