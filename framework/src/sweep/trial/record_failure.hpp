#pragma once

#include <filesystem>
#include <string>

#include "sweep/plan/sweep_plan.hpp"

namespace runner {

// Writes into the run.json of a trial whose process has died that it failed, and why; where the
// process came to write none, a new one, and config.yaml. The caller has claimed the folder. Throws
// std::runtime_error when it cannot be written.
void note_failure(const SweepPlan& plan, const Trial& trial, const std::filesystem::path& folder,
                  unsigned threads, const std::string& why);

}  // namespace runner
