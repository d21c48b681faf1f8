#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "sweep/plan/sweep_plan.hpp"
#include "sweep/trial/trial_process.hpp"

namespace runner {

// The processes that a sweep may run at a time, each with its share of the threads.
// Thread safety: none.
class WorkerSlots {
 public:
  // Requires: `jobs` is at least 1. Every slot has at least one thread.
  WorkerSlots(unsigned jobs, unsigned threads);

  bool has_free() const { return running_ < slots_.size(); }
  std::size_t running() const { return running_; }

  // Starts a process that works on `trial` with the slot's number of threads.
  // Requires: has_free().
  // Throws: Error (system); the slot stays free.
  void start(const Trial& trial, const std::function<int(unsigned threads)>& work);

  struct Ended {
    const Trial* trial = nullptr;
    unsigned threads = 1;
    TrialEnding ending;
  };
  // Waits up to a tenth of a second for processes to end, and frees the slots of those that did.
  std::vector<Ended> wait_for_endings();

  // Asks every process to write a checkpoint and end.
  void ask_to_stop();

 private:
  struct Slot {
    unsigned threads = 1;
    const Trial* trial = nullptr;
    std::unique_ptr<TrialProcess> process;  // null: the slot is free
  };
  std::vector<Slot> slots_;
  std::size_t running_ = 0;
};

}  // namespace runner
