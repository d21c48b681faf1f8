#pragma once

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

// A run that was begun before, whose folder nobody else works on.
struct EarlierRun {
  std::filesystem::path folder;
  std::string started;  // as its run.json has it; empty if that is damaged
};

struct RunOptions {
  std::filesystem::path output = "experiments";
  std::filesystem::path folder = {};  // to run in, from the start; empty: a new one below `output`
  unsigned threads = 1;
  std::vector<std::string> warnings = {};  // from before the run, to be kept with it
  // Goes on with that one, from its checkpoint if it has one.
  std::optional<EarlierRun> resume = {};
  std::uint64_t pause_after = 0;  // see TrainingPlan
  LeaseCheck lease_check = {};
};

struct RunOutcome {
  std::filesystem::path folder;
  RunStatus status = RunStatus::finished;
  std::string reason;  // as run.json's stop_reason, if that could be written; may be empty
};

// Runs an experiment on its dataset's data and leaves its folder. Throws InputError, before there
// is a folder, when config and data do not fit or the folder cannot be made, or, before anything is
// changed in it, when an earlier run cannot go on from its checkpoint; FolderLost when the guard
// does. Later errors end the run as failed.
template <typename Real>
RunOutcome run_experiment(const Experiment<Real>& experiment, const HashedData& data,
                          const RunOptions& options, RunDisplay& display);

// What was noticed when the experiment's plugins were loaded: sentences that name plugin and file.
template <typename Real>
std::vector<std::string> plugin_warnings(const Experiment<Real>& experiment);

}  // namespace runner
