// sweep.json: a sweep's plan in its experiment's folder, for other processes and machines. It holds
// each trial's whole config, with absolute paths, so that nothing else is needed to run it.
#pragma once

#include <filesystem>

#include "sweep/plan/sweep_plan.hpp"

namespace runner {

// The plan's file in a sweep's folder.
std::filesystem::path plan_file(const std::filesystem::path& folder);

// Creates the folder if necessary, and replaces the file unless it holds the same plan.
// Throws: Error (invalid_input) if the folder cannot be created; (unsupported) if a newer version
// wrote the file that is there; (not_writable, no_space) if the file cannot be written.
void write_plan(const std::filesystem::path& folder, const SweepPlan& plan);

// Whether the folder holds a plan, or a damaged one, that write_plan() would replace.
bool has_other_plan(const std::filesystem::path& folder, const SweepPlan& plan);

// Returns the plan without its warnings.
// Throws: Error (not_found, not_readable, damaged, or unsupported if a newer version wrote it).
SweepPlan read_plan(const std::filesystem::path& folder);

}  // namespace runner
