#pragma once

#include <filesystem>
#include <string>

#include "sweep/plan/sweep_plan.hpp"

namespace runner {

// A sweep that exists already, as named on the command line.
struct SweepFolder {
  std::filesystem::path output;  // the folder that contains the sweep's: "experiments"
  SweepPlan plan;                // its name is that of the sweep's folder
};

// Reads the plan in `folder`, "experiments/NAME".
// Throws: Error if the folder has no valid plan.
SweepFolder open_sweep_folder(const std::string& folder);

}  // namespace runner
