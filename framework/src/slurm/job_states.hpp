#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace runner {

// The jobs that `runner submit` made for a sweep, in <folder>/jobs, one id a line.

// Adds an id. Throws std::runtime_error when the file cannot be written.
void add_job(const std::filesystem::path& folder, const std::string& id);

// What Slurm says of each job, the newest last: "slurm job 12: 3 RUNNING, 29 PENDING". Empty where
// there are no jobs or no Slurm.
std::vector<std::string> job_states(const std::filesystem::path& folder);

}  // namespace runner
