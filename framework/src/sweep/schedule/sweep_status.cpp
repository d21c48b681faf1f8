#include "sweep/schedule/sweep_status.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace runner {
namespace {

constexpr std::array<std::string_view, 9> states = {"finished",    "running", "paused",
                                                    "interrupted", "killed",  "waiting",
                                                    "diverged",    "failed",  "unreadable"};

std::string state_of(const SweepPlan& plan, const TrialRecord& record) {
  if (record.status == "missing") return "waiting";
  const auto iteration = record.result.find("iteration");
  if (record.status != "interrupted" || iteration == record.result.end()) return record.status;
  const bool at_rung = std::any_of(plan.rungs.begin(), plan.rungs.end(), [&](std::uint64_t rung) {
    return static_cast<double>(rung) == iteration->second;
  });
  return at_rung ? "paused" : record.status;
}

}  // namespace

SweepStatus sweep_status(const SweepPlan& plan, const std::filesystem::path& folder) {
  SweepStatus status;
  std::map<std::string, std::uint64_t> counts;
  for (const auto& trial : plan.trials) {
    TrialRecord record = read_trial(folder / trial.id);
    ++counts[state_of(plan, record)];
    status.progress.count(trial, record, plan.objective);
    if (record.status == "running") {
      status.running.push_back({&trial, std::move(record)});
    } else if (record.failed()) {
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
