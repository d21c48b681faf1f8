#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace runner {

// A Slurm job array whose tasks take part in a sweep.
struct BatchJob {
  std::string name;
  std::uint64_t tasks = 1;
  std::filesystem::path log_folder;  // absolute; must exist when the job starts
  std::vector<std::string> command;  // `runner work ...`: the program and its arguments
};

// Returns the script for sbatch. The script forwards the SIGTERM that Slurm sends a minute before
// the time limit, or on preemption, waits until the command has written its checkpoints, and
// requeues its task.
// Throws: Error (invalid_input) if the log folder's name contains a backslash or a line break,
// which Slurm does not support.
std::string batch_script(const BatchJob& job);

// Splits a text such as "--time=10 --partition=main" into options for sbatch, at spaces.
// Throws: Error (invalid_input) if a word cannot be an option or an option's value, which sbatch
// would take for the script; for options that the batch script itself sets; and if the time limit
// is too short to make progress before the SIGTERM, so that the tasks would be requeued for ever.
std::vector<std::string> sbatch_options(const std::string& text);

}  // namespace runner
