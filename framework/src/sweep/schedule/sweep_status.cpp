#include "sweep/schedule/sweep_status.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>

#include "sweep/plan/trial_folders.hpp"

namespace runner {
namespace {

using State = std::string_view;

constexpr std::array<State, 10> states = {"finished",    "running",   "paused",  "pruned",
                                          "interrupted", "killed",    "waiting", "diverged",
                                          "failed",      "unreadable"};

State state_of(const RunRecord& record) {
  if (record.status == RunStatus::missing) return "waiting";
  return record.is_pruned() ? State("pruned") : to_text(record.status);
}

RunRecord read_or_mark(const std::filesystem::path& folder) {
  try {
    return read_run_state(folder);
  } catch (const Error&) {
    RunRecord record;
    record.status = RunStatus::unreadable;
    return record;
  }
}

}  // namespace

SweepStatus sweep_status(const SweepPlan& plan, const std::filesystem::path& folder) {
  SweepStatus status;
  SweepTally tally(plan);
  std::array<std::uint64_t, states.size()> counts{};
  for (const auto& trial : plan.trials) {
    RunRecord record = read_or_mark(folder / trial.id);
    const auto index =
        std::distance(states.begin(), std::find(states.begin(), states.end(), state_of(record)));
    ++counts[static_cast<std::size_t>(index)];
    tally.count_ended(trial, record);
    if (record.is_pruned()) tally.count_pruned(trial);
    if (record.status == RunStatus::running) {
      status.running.push_back({&trial, std::move(record)});
    } else if (has_failed(record.status)) {
      status.failed.push_back({&trial, std::move(record)});
    }
  }
  for (std::size_t i = 0; i < states.size(); ++i) {
    if (counts[i] > 0) status.counts.emplace_back(states[i], counts[i]);
  }
  status.progress = tally.progress();
  status.earlier_trials = count_earlier_trials(plan, folder);
  return status;
}

}  // namespace runner
