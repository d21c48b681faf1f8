#pragma once

#include <filesystem>
#include <string>

#include "sweep/plan/sweep_plan.hpp"

namespace runner {

// A sweep's folder as a command's argument names it.
struct SweepFolder {
  std::filesystem::path output;  // the folder that holds experiments/NAME, as experiments
  SweepPlan plan;                // whose name is the folder's
};

// Throws InputError when it is no sweep's folder.
SweepFolder open_sweep_folder(const std::string& folder);

}  // namespace runner
