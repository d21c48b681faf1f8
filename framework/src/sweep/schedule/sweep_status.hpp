#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "sweep/schedule/sweep_progress.hpp"

namespace runner {

// What the folders of a plan's trials say.
struct SweepStatus {
  struct Item {
    const Trial* trial = nullptr;
    RunRecord record;
  };
  std::vector<std::pair<std::string, std::uint64_t>> counts;  // states that occur, and of how many
  std::vector<Item> running;                                  // here or, as far as known, elsewhere
  std::vector<Item> failed;
  SweepProgress progress;  // finished, failed and best
};

// States are the statuses of runs, but "waiting" for a trial without a run.json and "pruned" for
// one that halving has pruned. `folder` holds the trials' folders. The plan outlives the result.
SweepStatus sweep_status(const SweepPlan& plan, const std::filesystem::path& folder);

}  // namespace runner
