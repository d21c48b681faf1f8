#include "sweep/schedule/sweep_status.hpp"

#include <array>
#include <map>
#include <string_view>

#include "sweep/plan/trial_folders.hpp"

namespace runner {
namespace {

using State = std::string_view;

constexpr State waiting = "waiting";

// All states, in the order in which they are listed.
std::array<State, 10> all_states() {
  return {to_text(RunStatus::finished),
          to_text(RunStatus::running),
          to_text(RunStatus::paused),
          to_text(StopCode::pruned),
          to_text(RunStatus::interrupted),
          to_text(RunStatus::killed),
          waiting,
          to_text(RunStatus::diverged),
          to_text(RunStatus::failed),
          to_text(RunStatus::unreadable)};
}

State state_of(const RunRecord& record) {
  if (record.status == RunStatus::missing) return waiting;
  return record.is_pruned() ? to_text(StopCode::pruned) : to_text(record.status);
}

RunRecord read_or_mark(const std::filesystem::path& folder) {
  try {
    return read_run_state(folder);
  } catch (const Error& error) {
    RunRecord record;
    record.status = RunStatus::unreadable;
    record.problem = error.what();
    return record;
  }
}

}  // namespace

SweepStatus sweep_status(const SweepPlan& plan, const std::filesystem::path& folder) {
  SweepStatus status;
  SweepTally tally(plan);
  std::map<State, std::uint64_t> counts;
  for (const auto& trial : plan.trials) {
    RunRecord record = read_or_mark(folder / trial.id);
    ++counts[state_of(record)];
    tally.count_ended(trial, record);
    if (record.is_pruned()) tally.count_pruned(trial);
    if (record.status == RunStatus::unreadable) status.problems.push_back(record.problem);
    if (record.status == RunStatus::running) {
      status.running.push_back({&trial, std::move(record)});
    } else if (has_failed(record.status)) {
      status.failed.push_back({&trial, std::move(record)});
    }
  }
  for (const State state : all_states()) {
    if (counts[state] > 0) status.counts.emplace_back(state, counts[state]);
  }
  status.progress = tally.progress();
  status.earlier_trials = count_earlier_trials(plan, folder);
  return status;
}

}  // namespace runner
