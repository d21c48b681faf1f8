#include "slurm/job_states.hpp"

#include <algorithm>
#include <map>
#include <sstream>

#include <fmt/format.h>

#include "base/atomic_file.hpp"
#include "base/regular_file.hpp"
#include "base/subprocess.hpp"
#include "base/text_width.hpp"
#include "slurm/job_id.hpp"

namespace runner {
namespace {

constexpr std::uint64_t max_bytes = 1 << 20;

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  std::istringstream stream(text);
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

// squeue prints one state per task, and fails for a job that Slurm has forgotten.
std::string state_of(const std::string& id, const ProgramResult& squeue) {
  if (squeue.status != 0) return fmt::format("slurm job {}: no longer known to Slurm", id);
  std::map<std::string, int> tasks;
  for (const auto& state : words_of(squeue.output)) ++tasks[state];
  if (tasks.empty()) return fmt::format("slurm job {}: ended", id);
  std::vector<std::string> parts;
  for (const auto& [state, count] : tasks)
    parts.push_back(fmt::format("{} {}", count, printable(state)));
  return fmt::format("slurm job {}: {}", id, fmt::join(parts, ", "));
}

}  // namespace

void add_job(const std::filesystem::path& folder, const std::string& id) {
  std::error_code error;
  const std::string text = read_regular_file(folder / "jobs", max_bytes, error);
  write_file_atomically(folder / "jobs", text + id + "\n");
}

std::vector<std::string> job_states(const std::filesystem::path& folder) {
  std::vector<std::string> lines;
  std::error_code error;
  for (const auto& id : words_of(read_regular_file(folder / "jobs", max_bytes, error))) {
    if (!is_job_id(id)) continue;
    const auto squeue = run_program(
        {"squeue", "--array", "--noheader", "--format=%T", "--jobs=" + id}, ProgramErrors::hidden);
    if (!squeue) return {};
    lines.push_back(state_of(id, *squeue));
  }
  return lines;
}

}  // namespace runner
