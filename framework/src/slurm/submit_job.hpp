#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace runner {

// Hands the batch script to sbatch with these options, and returns the job's id. A job that is
// submitted `held` does not start before release_job().
// Throws: Error (system) if there is no sbatch, or it does not accept the job.
std::string submit_job(const std::filesystem::path& script, const std::vector<std::string>& options,
                       bool held);

// Lets a held job start, unless `options`, which it was submitted with, ask to hold it.
// Throws: Error (system) if the job stays held.
void release_job(const std::string& id, const std::vector<std::string>& options);

// Cancels a job if Slurm lets it.
void cancel_job(const std::string& id);

}  // namespace runner
