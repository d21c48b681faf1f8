#pragma once

#include <memory>

#include "sweep/claim.hpp"
#include "sweep/run_sweep.hpp"
#include "sweep/trial_process.hpp"

namespace runner {

// A worker's share of the threads, and the trial that it is at.
struct TrialSlot {
  unsigned threads = 1;
  const Trial* trial = nullptr;  // null: free
  std::unique_ptr<Claim> claim;
  std::unique_ptr<TrialProcess> process;
};

// `jobs` slots with the threads shared out.
std::vector<TrialSlot> make_slots(const SweepOptions& options);

std::filesystem::path trial_folder(const SweepPlan& plan, const SweepOptions& options,
                                   const Trial& trial);

// Takes a trial that nobody else is at. Nothing when somebody is. Throws InputError or
// std::runtime_error when the folder cannot be made or written.
std::unique_ptr<Claim> take_trial(const std::filesystem::path& folder, ClaimObserver& claims);

// Starts a process that runs the trial from its start, and puts it into the slot.
void start_trial(TrialSlot& slot, const Trial& trial, const std::filesystem::path& folder,
                 std::unique_ptr<Claim> claim, const SweepOptions& options);

// Waits up to a tenth of a second for processes to end, and returns the slots of those that did.
std::vector<TrialSlot*> await_ends(std::vector<TrialSlot>& slots);

}  // namespace runner
