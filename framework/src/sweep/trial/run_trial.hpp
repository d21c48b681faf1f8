#pragma once

#include <filesystem>
#include <functional>

#include "leases/failure_detector.hpp"
#include "plugin_host/catalog.hpp"
#include "sweep/plan/sweep_plan.hpp"
#include "sweep/plan/trial_data.hpp"
#include "sweep/trial/trial_goal.hpp"

namespace runner {

// What all trials of a sweep are run with.
struct TrialContext {
  const Catalog& catalog;
  TrialData& data;
  FailureDetector& failure_detector;
  std::function<bool()> stop_requested;
};

// The exit status of a trial's process.
enum class TrialExit : int {
  reached_goal = 0,
  trial_failed = 1,  // run.json says why, or standard error if that could not be written
  wrong_input = 2,   // the trial could not begin; standard error says why
  was_taken = 3,     // another process works on it, or has done it
  interrupted = 130,
};

// Loads the trial's data unless that was done before, so that processes forked later share them.
// Throws: Error (invalid_input).
void prepare_data(const SweepPlan& plan, const Trial& trial, const TrialContext& context);

// Acquires the lease of the trial's folder and trains to the goal, resuming from the checkpoint.
// Starts over with a warning if the checkpoint was read and cannot be used. Called in the trial's
// own process.
TrialExit run_trial(const SweepPlan& plan, const Trial& trial, const std::filesystem::path& folder,
                    const TrialGoal& goal, unsigned threads, const TrialContext& context) noexcept;

}  // namespace runner
