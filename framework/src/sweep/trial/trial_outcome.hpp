// What a sweep writes into the run.json of a trial that cannot write it itself.
#pragma once

#include <cstdint>
#include <filesystem>

#include "sweep/plan/sweep_plan.hpp"
#include "sweep/trial/trial_ending.hpp"

namespace runner {

// Records that the trial failed because its process died as `ending` says. Writes a new run.json
// and config.yaml if the process had not written a usable one. Leaves a trial alone that has
// finished or failed.
// Requires: the caller holds the folder's lease.
// Throws: Error (not_readable, not_writable, no_space).
void record_failure(const SweepPlan& plan, const Trial& trial, const std::filesystem::path& folder,
                    const TrialEnding& ending);

// Records that the trial was not promoted from the rung at `iterations`. Leaves a trial alone that
// is marked already, that has finished or failed, or whose run.json is damaged.
// Requires: the caller holds the folder's lease.
// Throws: Error (not_readable, not_writable, no_space).
void mark_pruned(const std::filesystem::path& folder, std::uint64_t iterations);

}  // namespace runner
