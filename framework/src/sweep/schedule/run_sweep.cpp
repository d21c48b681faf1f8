#include "sweep/schedule/run_sweep.hpp"

#include <optional>
#include <utility>

#include <fmt/format.h>

#include "leases/lease.hpp"
#include "sweep/plan/halving.hpp"
#include "sweep/plan/plan_file.hpp"
#include "sweep/schedule/stage_runner.hpp"
#include "sweep/trial/trial_outcome.hpp"

namespace runner {
namespace {

using Trials = std::vector<const Trial*>;

// The active trials at the end of a stage, each with its record and what ranks it.
struct Rung {
  std::vector<RunRecord> records;
  std::vector<Candidate> candidates;
};

// Returns nothing, and aborts the sweep, if a trial is not at the rung.
std::optional<Rung> read_rung(StageRunner& runner, const Trials& active_trials) {
  Rung rung;
  for (const Trial* trial : active_trials) {
    const auto folder = runner.folder(*trial);
    RunRecord record = read_run_state(folder);
    if (!runner.goal().is_reached(record)) {
      runner.abort(
          fmt::format("trial {} did not reach iteration {}, and the other trials cannot be ranked "
                      "without it. Run the sweep again.",
                      trial->id, runner.goal().rung));
      return std::nullopt;
    }
    rung.candidates.push_back({trial->id, runner.goal().value_of(record)});
    rung.records.push_back(std::move(record));
  }
  return rung;
}

void prune(StageRunner& runner, const Trial& trial, const RunRecord& record) {
  runner.tally().count_pruned(trial);
  if (has_failed(record.status) || record.status == RunStatus::finished || record.is_pruned())
    return;
  const auto folder = runner.folder(trial);
  // A process that holds the lease comes to the same decision and marks the trial itself.
  const auto lease = acquire_lease(folder, runner.failure_detector());
  if (lease) mark_pruned(folder, runner.goal().rung);
}

// Returns the trials that are promoted, and marks the others as pruned.
Trials promote_trials(const SweepPlan& plan, StageRunner& runner, const Trials& active_trials,
                      const Rung& rung) {
  Trials promoted;
  auto next = std::size_t{0};
  for (const std::size_t place : promote(rung.candidates, plan.objective, plan.eta)) {
    for (; next < place; ++next) prune(runner, *active_trials[next], rung.records[next]);
    promoted.push_back(active_trials[next++]);
  }
  for (; next < active_trials.size(); ++next) {
    prune(runner, *active_trials[next], rung.records[next]);
  }
  return promoted;
}

// Begins the next stage with the trials that are promoted to it, and returns them. Returns nothing,
// and aborts the sweep, if they cannot be determined.
std::optional<Trials> begin_next_stage(const SweepPlan& plan, StageRunner& runner,
                                       const Stage& stage, const Trials& active_trials) {
  try {
    // Another process may have restarted a trial that had reached the rung.
    if (runner.enqueue_pending(active_trials) > 0) runner.run_until_idle();
    const auto rung = read_rung(runner, active_trials);
    if (!rung) return std::nullopt;
    Trials promoted = promote_trials(plan, runner, active_trials, *rung);
    runner.begin_stage(stage, promoted, false);
    return promoted;
  } catch (const std::exception& error) {
    runner.abort(error.what());
    return std::nullopt;
  }
}

}  // namespace

SweepOutcome run_sweep(const SweepPlan& plan, const SweepOptions& options, const Catalog& catalog,
                       TrialData& data, SweepObserver& observer) {
  StageRunner runner(plan, options, catalog, data, observer);
  Trials active_trials;
  for (const auto& trial : plan.trials) active_trials.push_back(&trial);
  const std::vector<Stage> stages = stages_of(plan);
  runner.begin_stage(stages.front(), active_trials, options.retry_failed);
  if (options.replace_plan) write_plan(options.output / plan.name, plan);
  observer.begin(runner.tally().progress());
  for (std::size_t i = 0; i < stages.size(); ++i) {
    if (stages.size() > 1 && runner.has_pending()) observer.rung(runner.tally().progress());
    runner.run_until_idle();
    if (runner.stopping() || stages[i].is_last) break;
    auto promoted = begin_next_stage(plan, runner, stages[i + 1], active_trials);
    if (!promoted) break;
    active_trials = std::move(*promoted);
  }
  return runner.outcome();
}

}  // namespace runner
