#pragma once

#include <chrono>
#include <cstddef>
#include <deque>

#include "sweep/plan/sweep_plan.hpp"

namespace runner {

// The trials that wait to be run, first come first served. One that another process holds waits for
// poll_interval before it is looked at again.
class TrialQueue {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr std::chrono::milliseconds poll_interval{500};

  void push(const Trial& trial) { waiting_.push_back({&trial, {}}); }
  void push_later(const Trial& trial) {
    waiting_.push_back({&trial, Clock::now() + poll_interval});
  }

  // Takes the first trial that may be looked at now; null if there is none.
  const Trial* pop_ready() {
    const auto now = Clock::now();
    for (auto next = waiting_.begin(); next != waiting_.end(); ++next) {
      if (next->not_before > now) continue;
      const Trial* trial = next->trial;
      waiting_.erase(next);
      return trial;
    }
    return nullptr;
  }

  bool empty() const { return waiting_.empty(); }
  std::size_t size() const { return waiting_.size(); }

 private:
  struct Waiting {
    const Trial* trial = nullptr;
    Clock::time_point not_before = {};
  };
  std::deque<Waiting> waiting_;
};

}  // namespace runner
