#include "sweep/schedule/sweep_status.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace runner {
namespace {

constexpr std::array<std::string_view, 10> states = {
    "finished", "running", "paused",   "pruned", "interrupted",
    "killed",   "waiting", "diverged", "failed", "unreadable"};

std::string_view state_of(const RunRecord& record) {
  if (record.status == RunStatus::missing) return "waiting";
  if (record.status == RunStatus::paused && record.manifest.stop_code == StopCode::pruned) {
    return to_text(StopCode::pruned);
  }
  return to_text(record.status);
}

}  // namespace

SweepStatus sweep_status(const SweepPlan& plan, const std::filesystem::path& folder) {
  SweepStatus status;
  std::map<std::string, std::uint64_t> counts;
  for (const auto& trial : plan.trials) {
    RunRecord record = read_run_state(folder / trial.id);
    ++counts[std::string(state_of(record))];
    status.progress.count(trial, record, plan.objective);
    if (record.status == RunStatus::running) {
      status.running.push_back({&trial, std::move(record)});
    } else if (has_failed(record.status)) {
      status.failed.push_back({&trial, std::move(record)});
    }
  }
  for (const auto state : states) {
    const auto found = counts.find(std::string(state));
    if (found != counts.end()) status.counts.emplace_back(*found);
  }
  return status;
}

}  // namespace runner
