// A run folder as a reader sees it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "config/experiment_spec.hpp"
#include "config/flat_config.hpp"
#include "runs/run_manifest.hpp"
#include "runs/stored_run.hpp"

namespace runner {

struct RunRecord {
  std::filesystem::path folder;           // as it was found, below the path that the user gave
  RunStatus status = RunStatus::missing;  // the manifest's, or what a reader concludes
  bool alive = false;                     // of a running one: its process is known to live
  // Defaults if the status is missing or unreadable, but for the name: the parent folder's.
  RunManifest manifest;
  // Of an unreadable one, or one whose metrics.csv cannot be used (compare/measuring_point.hpp): a
  // sentence that names the file.
  std::string problem;
  FlatConfig config;  // only from read_run() and find_runs()

  // Whether the run failed because a disk or quota was full or a file size limit was reached. It
  // can be resumed once there is space.
  bool lacked_space() const { return manifest.stop_code == StopCode::no_space; }
  // Whether successive halving stopped the run at a rung in favour of others.
  bool is_pruned() const { return manifest.stop_code == StopCode::pruned; }
  // A metric's last value; nothing if it was not measured.
  std::optional<double> metric(Metric metric) const;
};

// The name of the folder that holds `folder`: the experiment's, for a run without a readable
// run.json.
std::string parent_name(const std::filesystem::path& folder);

// Reads run.json alone and concludes the status.
// Throws: Error (not_readable) if run.json exists but cannot be read now, Error (unsupported) if a
// newer version wrote it.
RunRecord read_run_state(const std::filesystem::path& folder);

// The run in `folder`, given what its files say: concludes the status.
RunRecord record_of(const std::filesystem::path& folder, StoredRun run);

// Reads run.json and config.yaml.
// Throws: as read_stored_run().
RunRecord read_run(const std::filesystem::path& folder);

// The data of a run.
// Throws: Error (damaged) if the run ended before its data were known.
const RunData& data_of(const RunRecord& record);

// The run's config.yaml as an experiment.
// Throws: Error (invalid_input).
ExperimentSpec read_run_spec(const RunRecord& record);

// The runs at each path, which may be a run folder, a folder of runs (experiments/baseline) or a
// folder of those (experiments); in the paths' order, those of one path sorted by folder name, none
// twice. A damaged run below a path has the status unreadable.
// Throws: Error (invalid_input, not_found, ...) if a path does not exist, holds no runs, or is
// itself a damaged run.
std::vector<RunRecord> find_runs(const std::vector<std::filesystem::path>& paths);

}  // namespace runner
