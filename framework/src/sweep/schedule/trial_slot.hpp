#pragma once

#include <memory>
#include <vector>

#include "sweep/schedule/run_sweep.hpp"
#include "sweep/trial/trial_process.hpp"

namespace runner {

// A process's share of the threads, and the trial that it is at.
struct TrialSlot {
  unsigned threads = 1;
  const Trial* trial = nullptr;  // null: free
  std::unique_ptr<TrialProcess> process;
};

// `jobs` slots with the threads shared out.
std::vector<TrialSlot> make_slots(const SweepOptions& options);

// Waits up to a tenth of a second for processes to end, and returns the slots of those that did.
std::vector<TrialSlot*> await_ends(std::vector<TrialSlot>& slots);

}  // namespace runner
