#pragma once

#include <filesystem>
#include <functional>

#include "leases/failure_detector.hpp"
#include "sweep/plan/sweep_plan.hpp"
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
enum TrialExit : int {
  reached_goal = 0,
  trial_failed = 1,  // run.json says why, or standard error where it could not be written
  wrong_input = 2,   // the trial could not begin; standard error says why
  was_taken = 3,     // others are at it, or have done it
  interrupted = 130,
};

// Loads the trial's data, if that is still to do, so that processes forked later share it. Throws
// InputError.
void prepare_data(const SweepPlan& plan, const Trial& trial, const TrialContext& context);

// Takes the trial's folder and takes the trial to the goal, from its checkpoint if there is one;
// one that cannot be used is left out with a warning. Called in the trial's own process. Does not
// throw.
TrialExit run_trial(const SweepPlan& plan, const Trial& trial, const std::filesystem::path& folder,
                    const TrialGoal& goal, unsigned threads, const TrialContext& context) noexcept;

}  // namespace runner
