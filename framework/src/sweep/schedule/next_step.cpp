#include "sweep/schedule/next_step.hpp"

#include <fmt/format.h>

#include "sweep/trial/run_trial.hpp"

namespace runner {
namespace {

constexpr int max_kills = 2;  // before a trial counts as failed

bool ended_as(const TrialEnding& ending, TrialExit exit) {
  return ending.completed && ending.status == static_cast<int>(exit);
}

}  // namespace

NextStep next_step(const TrialEnding& ending, int kills, bool stopping) {
  if (ended_as(ending, TrialExit::was_taken)) return NextStep::poll;
  if (ending.crashed()) return NextStep::record_death;
  if (!ending.was_killed() || stopping) return NextStep::count;
  return kills < max_kills ? NextStep::retry : NextStep::record_death;
}

std::optional<std::string> check_abort(const std::string& trial_id, const TrialEnding& ending,
                                       const RunRecord& record, bool fail_fast) {
  const bool failed = has_failed(record.status);
  const bool recorded_nothing = ended_as(ending, TrialExit::trial_failed) && !failed;
  if (ended_as(ending, TrialExit::wrong_input) || recorded_nothing) {
    return fmt::format("trial {} could not be run, for the reason above.", trial_id);
  }
  if (record.manifest.stop_code == StopCode::no_space) {
    return fmt::format("trial {}: {}", trial_id, record.manifest.stop_reason);
  }
  if (failed && fail_fast) {
    return fmt::format("trial {} {}, and --fail-fast was given.", trial_id, to_text(record.status));
  }
  return std::nullopt;
}

}  // namespace runner
