#include "sweep/schedule/trial_queue.hpp"

#include <algorithm>

namespace runner {

void TrialQueue::push(const Trial& trial, Clock::time_point not_before) {
  pending_.push_back({&trial, not_before});
}

const Trial* TrialQueue::pop_due(Clock::time_point now) {
  const auto due = std::find_if(pending_.begin(), pending_.end(),
                                [now](const Pending& item) { return item.not_before <= now; });
  if (due == pending_.end()) return nullptr;
  const Trial* trial = due->trial;
  pending_.erase(due);
  return trial;
}

}  // namespace runner
