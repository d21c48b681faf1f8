#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace runner {

// A job array on Slurm each of whose tasks takes part in a sweep.
struct BatchJob {
  std::string name;
  std::uint64_t tasks = 1;
  std::filesystem::path log_folder;  // absolute; must exist when the job starts
  std::vector<std::string> command;  // program and arguments, which are `runner work ...`
};

// The script for sbatch. It hands the TERM on that Slurm sends a minute before the time limit, or
// for preemption, waits until the command has written its checkpoints, and has its own task started
// again. Throws InputError when the log folder's name has a backslash or a line break, which Slurm
// cannot take.
std::string batch_script(const BatchJob& job);

// The options of sbatch in a text such as "--time=10 --partition=main", which are separated by
// spaces. Throws InputError when the time limit is too short to get anything done before the TERM,
// so that the tasks would be started again for ever.
std::vector<std::string> sbatch_options(const std::string& text);

}  // namespace runner
