#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "sweep/plan/sweep_plan.hpp"
#include "sweep/trial/trial_process.hpp"

namespace runner {

// The processes that a sweep may have at a time, with the threads shared out among them.
class WorkerSlots {
 public:
  // A trial whose process has ended.
  struct Ended {
    const Trial* trial;
    TrialEnding ending;
  };

  // `jobs` is at least 1; each slot gets at least one thread.
  WorkerSlots(unsigned jobs, unsigned threads);

  bool has_free() const { return busy_ < slots_.size(); }
  std::uint64_t busy() const { return busy_; }

  // Starts a process for the trial that calls work(threads).
  // Requires: has_free(). Throws: Error (system).
  void start(const Trial& trial, const std::function<int(unsigned threads)>& work);

  // Waits up to a tenth of a second for processes to end, and returns those that did.
  std::vector<Ended> await_ends();

  // Asks all processes to write what they have and end.
  void ask_to_stop();

 private:
  struct Slot {
    unsigned threads = 1;
    const Trial* trial = nullptr;  // null: free
    std::unique_ptr<TrialProcess> process;
  };

  std::vector<Slot> slots_;
  std::size_t busy_ = 0;
};

}  // namespace runner
