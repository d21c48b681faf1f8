// Finding run folders, and reading many of them.
#pragma once

#include <filesystem>
#include <vector>

#include "runs/run_record.hpp"

namespace runner {

struct FoundRun {
  std::filesystem::path folder;     // below the path that was given
  std::filesystem::path canonical;  // the same folder
  bool is_named = false;            // it is itself one of the paths
};

// The run folders at each path: as find_runs() finds them, without reading them.
// Throws: Error (invalid_input, not_readable) if a path does not exist, cannot be read or holds no
// runs.
std::vector<FoundRun> list_runs(const std::vector<std::filesystem::path>& paths);

// Reads the runs, with a RunCache for folders of many. One that is damaged or was deleted after it
// was listed has the status unreadable.
// Throws: as read_run() if such a run is_named.
std::vector<RunRecord> read_runs(const std::vector<FoundRun>& runs);

}  // namespace runner
