#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "data/hashed_data.hpp"
#include "execution/run_display.hpp"
#include "experiment/experiment.hpp"
#include "leases/lease_check.hpp"
#include "runs/run_status.hpp"

namespace runner {

// A run that was begun before, whose folder nobody else works in.
struct EarlierRun {
  std::filesystem::path folder;
  std::string started;  // as its run.json has it; empty if unknown
};

// What to do about a checkpoint that was read and cannot be used.
enum class UnusableCheckpoint { refuse, start_over };

struct RunOptions {
  std::filesystem::path output = "experiments";
  std::filesystem::path folder = {};  // to run in from the start; empty: a new one below `output`
  unsigned threads = 1;
  std::vector<std::string> warnings = {};          // from before the run, to be kept with it
  std::vector<std::string> earlier_warnings = {};  // of earlier attempts, kept but not shown again
  // Resumes that run from its checkpoint; from iteration 0 if it has none.
  std::optional<EarlierRun> resume = {};
  UnusableCheckpoint unusable_checkpoint = UnusableCheckpoint::refuse;
  std::uint64_t pause_after = 0;  // see TrainingPlan
  LeaseCheck lease = {};
};

struct RunOutcome {
  std::filesystem::path folder;
  RunStatus status = RunStatus::finished;
  std::string reason;       // as run.json's stop_reason, if that could be written; may be empty
  bool lease_lost = false;  // another process has taken over the folder; nothing else counts then
};

// Runs an experiment on its dataset's data and leaves its folder. Errors after the folder was made
// end the run as failed.
// Throws: Error (invalid_input), before there is a folder, if config and data do not fit or the
// folder cannot be made; and, before anything in the folder is changed, Error (damaged) if the
// checkpoint of an earlier run cannot be used, Error (not_readable) if it cannot be read now.
RunOutcome run_experiment(const Experiment& experiment, const HashedData& data, RunOptions options,
                          RunDisplay& display);

}  // namespace runner
