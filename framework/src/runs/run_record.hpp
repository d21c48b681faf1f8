// A run folder as it is looked at: what its run.json and config.yaml say.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <runner/dataset.hpp>

#include "base/process_identity.hpp"
#include "config/experiment_spec.hpp"
#include "config/flat_config.hpp"

namespace runner {

struct RunRecord {
  std::filesystem::path folder;  // as it was found, below the path that the user gave
  std::string name;  // the experiment's; the parent folder's where run.json is unreadable
  // running, finished, interrupted, failed or diverged, as run.json says; killed, when it says
  // running and that process is dead; unreadable, when the folder is damaged.
  std::string status;
  std::string stop_reason;                 // may be empty
  std::string problem;                     // for unreadable: a sentence that names the file
  std::string started;                     // empty where unknown
  std::optional<ProcessIdentity> process;  // that wrote the folder last
  std::optional<double> seconds;           // spent in updates
  std::map<std::string, double> result;  // last metrics by column name; without those not measured
  FlatConfig config;

  std::optional<std::uint32_t> seed;
  std::string data_sha256;  // empty where unknown
  std::string split_sha256;
  InputShape shape;
  double scale = 1.0;
  std::vector<std::string> class_names;

  // A metric's last value, or nothing when it was not measured.
  std::optional<double> metric(std::string_view column) const;
};

// Reads one run folder. Throws InputError when run.json or config.yaml is missing or damaged.
RunRecord read_run(const std::filesystem::path& folder);

// The run's config.yaml as an experiment. Throws InputError.
ExperimentSpec read_run_spec(const RunRecord& record);

// The runs at each path, which may be a run folder, a folder of runs (experiments/baseline) or a
// folder of those (experiments); in the paths' order, those of one path sorted by folder name, none
// twice. A damaged run below a path has status `unreadable`. Throws InputError when a path does not
// exist, holds no runs, or is itself a damaged run.
std::vector<RunRecord> find_runs(const std::vector<std::filesystem::path>& paths);

}  // namespace runner
