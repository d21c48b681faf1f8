#include "sweep/schedule/stage_runner.hpp"

#include "leases/lease.hpp"
#include "sweep/schedule/next_step.hpp"
#include "sweep/trial/trial_outcome.hpp"

namespace runner {

namespace fs = std::filesystem;

StageRunner::StageRunner(const SweepPlan& plan, const SweepOptions& options, const Catalog& catalog,
                         TrialData& data, SweepObserver& observer)
    : plan_(plan),
      options_(options),
      observer_(observer),
      context_{catalog, data, failure_detector_, [&observer] { return observer.stop_requested(); }},
      slots_(options.jobs, options.threads),
      tally_(plan) {}

fs::path StageRunner::folder(const Trial& trial) const {
  return options_.output / plan_.name / trial.id;
}

SweepOutcome StageRunner::outcome() const {
  SweepOutcome outcome = outcome_;
  outcome.progress = tally_.progress();
  return outcome;
}

void StageRunner::begin_stage(const Stage& stage, const std::vector<const Trial*>& active_trials,
                              bool retry_failed) {
  goal_ = TrialGoal{plan_.objective, stage.is_last ? 0 : stage.iterations};
  retry_failed_ = retry_failed;
  TrialGoal first_goal = goal_;
  first_goal.retry_failed = retry_failed;
  enqueue(active_trials, first_goal);
  tally_.begin_stage(stage, active_trials.size(), queue_.size());
}

std::size_t StageRunner::enqueue_pending(const std::vector<const Trial*>& active_trials) {
  enqueue(active_trials, goal_);
  return queue_.size();
}

void StageRunner::enqueue(const std::vector<const Trial*>& trials, const TrialGoal& goal) {
  for (const Trial* trial : trials) {
    if (!mark_if_done(*trial, read_run_state(folder(*trial)), goal)) queue_.push(*trial);
  }
}

// Whether the trial has reached the goal; if it has also ended, it is counted.
bool StageRunner::mark_if_done(const Trial& trial, const RunRecord& record, const TrialGoal& goal) {
  if (!goal.is_reached(record)) return false;
  tally_.count_ended(trial, record);
  return true;
}

void StageRunner::run_until_idle() {
  while (true) {
    if (!stopping() && observer_.stop_requested()) {
      outcome_.interrupted = true;
      slots_.ask_to_stop();
    }
    try {
      fill_slots();
    } catch (const std::exception& error) {
      abort(error.what());
    }
    if (slots_.running() == 0 && (stopping() || queue_.empty())) return;
    update_tally();
    observer_.progress(tally_.progress());
    for (const auto& ended : slots_.wait_for_endings()) {
      try {
        handle_ending(ended);
      } catch (const std::exception& error) {
        abort(error.what());
      }
    }
  }
}

// Starts pending trials that no other process holds while a slot is free.
void StageRunner::fill_slots() {
  for (std::size_t tries = queue_.size(); tries > 0; --tries) {
    if (stopping() || !slots_.has_free()) return;
    const auto now = TrialQueue::Clock::now();
    const Trial* trial = queue_.pop_due(now);
    if (trial == nullptr) return;
    if (!start(*trial)) queue_.push(*trial, now + poll_interval);
  }
}

// Starts the trial unless it has reached the goal. Returns false if another process holds it.
bool StageRunner::start(const Trial& trial) {
  const fs::path trial_folder = folder(trial);
  const RunRecord record = read_run_state(trial_folder);
  if (record.alive || !is_available(trial_folder, failure_detector_)) return false;
  TrialGoal goal = goal_;
  goal.retry_failed = retry_failed_;
  if (mark_if_done(trial, record, goal)) {
    tally_.add_work();
    return true;
  }
  prepare_data(plan_, trial, context_);
  slots_.start(trial, [&](unsigned threads) {
    return static_cast<int>(run_trial(plan_, trial, trial_folder, goal, threads, context_));
  });
  return true;
}

void StageRunner::handle_ending(const WorkerSlots::Ended& ended) {
  using Action = NextStep::Action;
  const Trial& trial = *ended.trial;
  const int kills = ended.ending.was_killed() ? ++kills_[&trial] : 0;
  const SweepState state{kills, stopping(), options_.fail_fast};
  RunRecord record = read_run_state(folder(trial));
  NextStep step = next_step(trial.id, ended.ending, record, state);
  if (step.action == Action::record_death) {
    record_death(ended);
    record = read_run_state(folder(trial));
    step = next_step(trial.id, ended.ending, record, state);
    // Another process has taken the trial over before its death was recorded.
    if (step.action == Action::record_death) step.action = Action::retry_later;
  }
  if (step.action == Action::retry_now || step.action == Action::retry_later) {
    const bool later = step.action == Action::retry_later;
    queue_.push(trial,
                later ? TrialQueue::Clock::now() + poll_interval : TrialQueue::Clock::time_point());
    return;
  }
  if (mark_if_done(trial, record, goal_)) tally_.add_work();
  update_tally();
  observer_.ended(trial, record, tally_.progress());
  if (step.action == Action::abort) abort(step.reason);
}

void StageRunner::record_death(const WorkerSlots::Ended& ended) {
  const fs::path trial_folder = folder(*ended.trial);
  if (const auto lease = acquire_lease(trial_folder, failure_detector_)) {
    record_failure(plan_, *ended.trial, trial_folder, ended.ending);
  }
}

void StageRunner::abort(const std::string& reason) {
  if (stopping()) return;
  outcome_.stop_reason = reason;
  slots_.ask_to_stop();
}

}  // namespace runner
