#include "sweep/schedule/worker_slots.hpp"

#include <poll.h>

#include <algorithm>

namespace runner {

WorkerSlots::WorkerSlots(unsigned jobs, unsigned threads) : slots_(jobs) {
  for (unsigned i = 0; i < jobs; ++i) {
    const unsigned rest = i < threads % jobs ? 1 : 0;
    slots_[i].threads = std::max(1U, threads / jobs + rest);
  }
}

void WorkerSlots::start(const Trial& trial, const std::function<int(unsigned threads)>& work) {
  const auto slot = std::find_if(slots_.begin(), slots_.end(),
                                 [](const Slot& candidate) { return !candidate.process; });
  slot->process =
      std::make_unique<TrialProcess>([&work, threads = slot->threads] { return work(threads); });
  slot->trial = &trial;
  ++running_;
}

std::vector<WorkerSlots::Ended> WorkerSlots::wait_for_endings() {
  constexpr int milliseconds = 100;
  std::vector<pollfd> descriptors;
  std::vector<Slot*> busy;
  for (auto& slot : slots_) {
    if (!slot.process) continue;
    descriptors.push_back({slot.process->descriptor(), POLLIN, 0});
    busy.push_back(&slot);
  }
  std::vector<Ended> ended;
  if (::poll(descriptors.data(), descriptors.size(), milliseconds) <= 0) return ended;
  for (std::size_t i = 0; i < busy.size(); ++i) {
    if (descriptors[i].revents == 0) continue;
    ended.push_back({busy[i]->trial, busy[i]->threads, busy[i]->process->wait()});
    busy[i]->process.reset();
    --running_;
  }
  return ended;
}

void WorkerSlots::ask_to_stop() {
  for (auto& slot : slots_) {
    if (slot.process) slot.process->ask_to_stop();
  }
}

}  // namespace runner
