#include "sweep/schedule/next_step.hpp"

#include <utility>

#include <fmt/format.h>

namespace runner {
namespace {

using Action = NextStep::Action;

// What a process that completed says by its exit status.
TrialExit exit_of(const TrialEnding& ending) { return static_cast<TrialExit>(ending.status); }

// Whether the process ended without being able to say so in run.json.
bool died_unrecorded(const TrialEnding& ending, const RunRecord& record, bool stopping) {
  const bool died = ending.crashed() || (ending.was_killed() && !stopping);
  return died && !has_failed(record.status) && record.status != RunStatus::finished;
}

// Whether the process reported an error on standard error instead of in run.json.
bool could_not_run(const TrialEnding& ending, const RunRecord& record) {
  if (!ending.completed) return false;
  const bool wrote_nothing =
      exit_of(ending) == TrialExit::trial_failed && !has_failed(record.status);
  return exit_of(ending) == TrialExit::wrong_input || wrote_nothing;
}

NextStep abort(std::string reason) { return {Action::abort, std::move(reason)}; }

}  // namespace

NextStep next_step(const std::string& id, const TrialEnding& ending, const RunRecord& record,
                   const SweepState& state) {
  if (ending.completed && exit_of(ending) == TrialExit::was_taken) return {Action::retry_later};
  if (ending.was_killed() && !state.stopping && state.kills < max_kills) {
    return {Action::retry_now};
  }
  if (died_unrecorded(ending, record, state.stopping)) return {Action::record_death};
  if (could_not_run(ending, record)) {
    return abort(fmt::format("trial {} could not be run, for the reason above.", id));
  }
  if (record.lacked_space())
    return abort(fmt::format("trial {}: {}", id, record.manifest.stop_reason));
  if (has_failed(record.status) && state.fail_fast) {
    return abort(
        fmt::format("trial {} {}, and --fail-fast was given.", id, to_text(record.status)));
  }
  return {Action::done};
}

}  // namespace runner
