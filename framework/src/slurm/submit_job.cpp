#include "slurm/submit_job.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/subprocess.hpp"

namespace runner {

std::string submit_job(const std::filesystem::path& script, const std::vector<std::string>& options,
                       bool held) {
  std::vector<std::string> words = {"sbatch", "--parsable"};
  if (held) words.emplace_back("--hold");
  words.insert(words.end(), options.begin(), options.end());
  words.push_back(script.string());
  const auto sbatch = run_program(words, ProgramErrors::shown);
  if (!sbatch) {
    throw Error(ErrorCode::system, "Slurm was not found: there is no sbatch on PATH.");
  }
  const std::string id = sbatch->output.substr(0, sbatch->output.find_first_of(";\n"));
  if (sbatch->status == 0 && !id.empty()) return id;
  throw Error(ErrorCode::system,
              fmt::format("sbatch exited with status {} and did not accept the job; its message is "
                          "above.",
                          sbatch->status));
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
