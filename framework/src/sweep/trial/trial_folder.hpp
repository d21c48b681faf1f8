// What a sweep itself writes into its trials' folders.
#pragma once

#include <filesystem>
#include <string>

#include "leases/failure_detector.hpp"
#include "runs/run_status.hpp"
#include "sweep/plan/sweep_plan.hpp"

namespace runner {

// Writes into run.json that a trial failed whose process has died, and why; if the process came to
// write none, a new one and config.yaml. Does nothing for a trial that has ended or is another
// process's. Throws: Error (not_writable, no_space, not_readable).
void record_death(const SweepPlan& plan, const Trial& trial, const std::filesystem::path& folder,
                  StopCode code, const std::string& reason, FailureDetector& failure_detector);

// Writes into run.json of a trial that is paused at a rung that others were promoted. Does nothing
// if it says so already, or if another process holds the trial. Throws: Error (not_writable,
// no_space, not_readable).
void mark_pruned(const std::filesystem::path& folder, FailureDetector& failure_detector);

}  // namespace runner
