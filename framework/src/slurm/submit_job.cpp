#include "slurm/submit_job.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/quoted.hpp"
#include "base/subprocess.hpp"
#include "slurm/job_id.hpp"

namespace runner {

std::string submit_job(const std::filesystem::path& script, const std::vector<std::string>& options,
                       bool held) {
  std::vector<std::string> words = {"sbatch", "--parsable"};
  if (held) words.emplace_back("--hold");
  words.insert(words.end(), options.begin(), options.end());
  words.push_back(script.string());
  const auto sbatch = run_program(words, ProgramErrors::shown);
  if (!sbatch) {
    throw Error(ErrorCode::system, "Slurm is not available here: sbatch was not found on PATH.");
  }
  const std::string& output = sbatch->output;
  const std::string id = output.substr(0, output.find_first_of(";\n"));
  if (sbatch->status == 0 && is_job_id(id)) return id;
  if (sbatch->status == 0) {
    throw Error(ErrorCode::system,
                fmt::format("sbatch succeeded but printed {} instead of the number of a job; look "
                            "for the job with squeue.",
                            output.empty() ? "nothing" : in_quotes(output, 60)));
  }
  throw Error(
      ErrorCode::system,
      fmt::format("sbatch {} and did not accept the job; its message is above.",
                  sbatch->status > 128 ? fmt::format("was ended by signal {}", sbatch->status - 128)
                                       : fmt::format("exited with status {}", sbatch->status)));
}

void release_job(const std::string& id, const std::vector<std::string>& options) {
  const bool hold_wanted = std::any_of(options.begin(), options.end(), [](const auto& option) {
    return option == "--hold" || option == "-H";
  });
  if (hold_wanted) return;
  const auto scontrol = run_program({"scontrol", "release", id}, ProgramErrors::shown);
  if (scontrol && scontrol->status == 0) return;
  throw Error(
      ErrorCode::system,
      fmt::format("job {0} was submitted but is still held. Start it with `scontrol release "
                  "{0}`.",
                  id));
}

void cancel_job(const std::string& id) {
  try {
    run_program({"scancel", id}, ProgramErrors::shown);
  } catch (const Error&) {
    // The job stays held, where squeue shows it.
  }
}

}  // namespace runner
