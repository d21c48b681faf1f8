#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace runner {

// The jobs that `runner submit` submitted for a sweep, in <folder>/jobs, one id a line.

// Appends an id.
// Throws: Error (not_writable, no_space).
void add_job(const std::filesystem::path& folder, const std::string& id);

// Returns Slurm's state of each job, the newest last: "slurm job 12: 3 RUNNING, 29 PENDING".
// Returns nothing if there are no jobs or there is no Slurm.
std::vector<std::string> job_states(const std::filesystem::path& folder);

}  // namespace runner
