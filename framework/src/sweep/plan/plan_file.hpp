// sweep.json: a sweep's plan in its experiment's folder, for other processes and machines. It holds
// each trial's whole config, with absolute paths, so that nothing else is needed to run it.
#pragma once

#include <filesystem>

#include "sweep/plan/sweep_plan.hpp"

namespace runner {

// Makes the folder if need be, and replaces the file unless it says the same already. Throws
// InputError when the folder cannot be made, std::runtime_error when the file cannot be written.
void write_plan(const std::filesystem::path& folder, const SweepPlan& plan);

// The plan without its warnings. Throws InputError when the file is missing or no plan of this
// format.
SweepPlan read_plan(const std::filesystem::path& folder);

}  // namespace runner
