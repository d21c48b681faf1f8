#include "sweep/schedule/trial_slot.hpp"

#include <poll.h>

#include <algorithm>

namespace runner {

std::vector<TrialSlot> make_slots(const SweepOptions& options) {
  std::vector<TrialSlot> slots(options.jobs);
  for (unsigned i = 0; i < options.jobs; ++i) {
    const unsigned rest = i < options.threads % options.jobs ? 1 : 0;
    slots[i].threads = std::max(1U, options.threads / options.jobs + rest);
  }
  return slots;
}

std::vector<TrialSlot*> await_ends(std::vector<TrialSlot>& slots) {
  constexpr int milliseconds = 100;
  std::vector<pollfd> ends;
  std::vector<TrialSlot*> busy;
  for (auto& slot : slots) {
    if (slot.trial == nullptr) continue;
    ends.push_back({slot.process->descriptor(), POLLIN, 0});
    busy.push_back(&slot);
  }
  if (::poll(ends.data(), ends.size(), milliseconds) <= 0) return {};
  std::vector<TrialSlot*> ended;
  for (std::size_t i = 0; i < busy.size(); ++i) {
    if (ends[i].revents != 0) ended.push_back(busy[i]);
  }
  return ended;
}

}  // namespace runner
