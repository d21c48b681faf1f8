// Which runs a command's arguments stand for: `runner compare baseline experiments/sigmoid`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "runs/run_record.hpp"

namespace runner {

class ArgumentParser;

struct RunSelection {
  // Each is a run folder, a folder of runs, a folder of those, or the name of an experiment in
  // experiments/. An existing path wins over a name.
  std::vector<std::string> arguments;
  bool all = false;  // earlier plans' trials too

  // Declares the arguments RUN... and --all, whose line of --help is `all_help`.
  void add_to(ArgumentParser& parser,
              const std::string& all_help = "Include trials of a sweep's earlier plans");
};

struct SelectedRuns {
  // In the arguments' order, those of one argument sorted by folder name, none twice.
  std::vector<RunRecord> runs;
  // Sentences: the problem of each unreadable run, and plans that cannot be read.
  std::vector<std::string> warnings;
  std::uint64_t earlier_trials = 0;  // of a sweep's earlier plans, which were left out

  bool any_readable() const;
  // A sentence about earlier_trials, for below a table; nothing if there are none.
  std::optional<std::string> earlier_trials_note() const;
};

// Reads the runs. A sweep's folder stands for the trials of its present plan; those of earlier
// plans are left out, unless `all` is set or their own folders are arguments.
// Throws: Error (invalid_input, not_found, ...) if an argument is neither a path nor an
// experiment's name, holds no runs, or is itself a damaged run.
SelectedRuns select_runs(const RunSelection& selection);

}  // namespace runner
