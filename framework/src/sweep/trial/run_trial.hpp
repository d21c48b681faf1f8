#pragma once

#include <filesystem>
#include <functional>

#include "leases/failure_detector.hpp"
#include "plugin_host/catalog.hpp"
#include "sweep/plan/sweep_plan.hpp"
#include "sweep/plan/trial_data.hpp"
#include "sweep/trial/trial_ending.hpp"
#include "sweep/trial/trial_goal.hpp"

namespace runner {

// What the trials of a sweep share.
struct TrialContext {
  const Catalog& catalog;
  TrialData& data;
  FailureDetector& failure_detector;
  std::function<bool()> stop_requested;
};

// Loads the trial's data, unless it is loaded already, so that processes forked later share it.
// Throws: Error if the data cannot be loaded.
void prepare_data(const SweepPlan& plan, const Trial& trial, const TrialContext& context);

// Acquires the lease of the trial's folder and trains to `goal`, resuming from the checkpoint.
// Starts again, with a warning, if the checkpoint or metrics.csv is damaged or belongs to another
// config, data or plugin, or if run.json is damaged and there is no checkpoint; a file that cannot
// be read now is an error, and the folder is left as it is.
// Requires: called in the trial's own process.
TrialExit run_trial(const SweepPlan& plan, const Trial& trial, const std::filesystem::path& folder,
                    const TrialGoal& goal, unsigned threads, const TrialContext& context) noexcept;

}  // namespace runner
