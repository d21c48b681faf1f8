#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "sweep/schedule/sweep_tally.hpp"

namespace runner {

// The state of a plan's trials, as their folders have it.
struct SweepStatus {
  struct Item {
    const Trial* trial = nullptr;
    RunRecord record;
  };
  // Each state that occurs, and its number of trials. States are those of RunStatus, but "waiting"
  // for a trial that was not started, and "pruned" for a paused one that was not promoted.
  std::vector<std::pair<std::string, std::uint64_t>> counts;
  std::vector<Item> running;  // here or, as far as is known, on another host
  std::vector<Item> failed;
  std::vector<std::string> problems;  // of those whose run.json cannot be read: sentences
  SweepProgress progress;             // trials, finished, failed, pruned and best
  std::uint64_t earlier_trials = 0;   // count_earlier_trials()
};

// Reads the trials' folders in `folder`. A run.json that cannot be read is `unreadable`, with the
// reason in `problems`.
// Requires: the plan outlives the result.
SweepStatus sweep_status(const SweepPlan& plan, const std::filesystem::path& folder);

}  // namespace runner
