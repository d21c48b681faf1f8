#include "sweep/schedule/next_step.hpp"

#include <utility>

#include <fmt/format.h>

namespace runner {
namespace {

using Action = NextStep::Action;

// Whether the process ended without being able to say so in run.json.
bool died_unrecorded(const TrialEnding& ending, const TrialRecord& record, bool stopping) {
  const bool died = ending.crashed() || (ending.was_killed() && !stopping);
  return died && !record.failed() && record.status != RunStatus::finished;
}

// Whether the process reported an error on standard error instead of in run.json.
bool could_not_run(const TrialEnding& ending, const TrialRecord& record) {
  if (!ending.completed) return false;
  const bool wrote_nothing = ending.status == TrialExit::trial_failed && !record.failed();
  return ending.status == TrialExit::wrong_input || wrote_nothing;
}

NextStep abort(std::string reason) { return {Action::abort, std::move(reason)}; }

}  // namespace

NextStep next_step(const std::string& id, const TrialEnding& ending, const TrialRecord& record,
                   const SweepState& state) {
  if (ending.completed && ending.status == TrialExit::was_taken) return {Action::retry_later};
  if (ending.was_killed() && !state.stopping && state.kills < max_kills) {
    return {Action::retry_now};
  }
  if (died_unrecorded(ending, record, state.stopping)) return {Action::record_death};
  if (could_not_run(ending, record)) {
    return abort(fmt::format("trial {} could not be run, for the reason above.", id));
  }
  if (record.lacked_space()) return abort(fmt::format("trial {}: {}", id, record.stop_reason));
  if (record.failed() && state.fail_fast) {
    return abort(
        fmt::format("trial {} {}, and --fail-fast was given.", id, to_text(record.status)));
  }
  return {Action::done};
}

}  // namespace runner
