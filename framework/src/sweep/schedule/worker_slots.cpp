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
                                 [](const Slot& one) { return one.trial == nullptr; });
  slot->process = std::make_unique<TrialProcess>([&, slot] { return work(slot->threads); });
  slot->trial = &trial;
  ++busy_;
}

std::vector<WorkerSlots::Ended> WorkerSlots::await_ends() {
  constexpr int milliseconds = 100;
  std::vector<pollfd> descriptors;
  std::vector<Slot*> waiting;
  for (auto& slot : slots_) {
    if (slot.trial == nullptr) continue;
    descriptors.push_back({slot.process->descriptor(), POLLIN, 0});
    waiting.push_back(&slot);
  }
  if (::poll(descriptors.data(), descriptors.size(), milliseconds) <= 0) return {};
  std::vector<Ended> ended;
  for (std::size_t i = 0; i < waiting.size(); ++i) {
    if (descriptors[i].revents == 0) continue;
    Slot& slot = *waiting[i];
    ended.push_back({slot.trial, slot.process->wait()});
    slot.process.reset();
    slot.trial = nullptr;
    --busy_;
  }
  return ended;
}

void WorkerSlots::ask_to_stop() {
  for (auto& slot : slots_) {
    if (slot.process) slot.process->ask_to_stop();
  }
}

}  // namespace runner
