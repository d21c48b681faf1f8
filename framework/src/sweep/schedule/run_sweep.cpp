#include "sweep/schedule/run_sweep.hpp"

#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "leases/lease.hpp"
#include "sweep/plan/halving.hpp"
#include "sweep/plan/stages.hpp"
#include "sweep/schedule/next_step.hpp"
#include "sweep/schedule/trial_queue.hpp"
#include "sweep/schedule/worker_slots.hpp"
#include "sweep/trial/run_trial.hpp"
#include "sweep/trial/trial_folder.hpp"

namespace runner {
namespace {

using Trials = std::vector<const Trial*>;

// Runs the stages of a plan one after the other.
class SweepScheduler {
 public:
  SweepScheduler(const SweepPlan& plan, const SweepOptions& options, const Catalog& catalog,
                 TrialData& data, SweepObserver& observer)
      : plan_(plan),
        options_(options),
        observer_(observer),
        context_{catalog, data, failure_detector_,
                 [&observer] { return observer.stop_requested(); }},
        slots_(options.jobs, options.threads) {
    progress_.trials = plan.trials.size();
  }

  SweepOutcome run() {
    Trials active;
    for (const auto& trial : plan_.trials) active.push_back(&trial);
    const std::vector<Stage> stages = stages_of(plan_);
    for (std::size_t i = 0; i < stages.size(); ++i) {
      begin_stage(stages[i], active);
      if (i == 0) observer_.begin(progress_);
      if (stages.size() > 1 && !queue_.empty()) observer_.rung(progress_);
      run_until_idle();
      if (stopping_ || i + 1 == stages.size()) break;
      auto candidates = await_candidates(active);
      if (!candidates) break;
      active = promote_best(active, *candidates);
    }
    outcome_.progress = progress_;
    return outcome_;
  }

 private:
  std::filesystem::path folder(const Trial& trial) const {
    return options_.output / plan_.name / trial.id;
  }

  // Enqueues the trials that have not reached the stage's goal. Failed ones are run again at most
  // once.
  void begin_stage(const Stage& stage, const Trials& active) {
    retry_failed_ = options_.retry_failed && !began_;
    began_ = true;
    goal_ = {plan_.objective, stage.is_last ? 0 : stage.iterations, retry_failed_};
    progress_.rung = stage.iterations;
    progress_.rung_trials = active.size();
    weight_ = stage.weight;
    for (const Trial* trial : active) enqueue_if_pending(*trial, read_run_state(folder(*trial)));
    goal_.retry_failed = false;
    count_rung();
    progress_.work_left =
        weight_ * static_cast<double>(queue_.size()) + work_after(plan_, stage, active.size());
  }

  void enqueue_if_pending(const Trial& trial, const RunRecord& record) {
    if (!mark_if_done(trial, record)) queue_.push(trial);
  }

  // Whether nothing remains to be done for a trial; one that has ended is counted, once.
  bool mark_if_done(const Trial& trial, const RunRecord& record) {
    if (!goal_.is_reached(record)) return false;
    const bool ended = has_failed(record.status) || record.status == RunStatus::finished;
    if (ended && counted_.insert(&trial).second) {
      progress_.count(trial, record, plan_.objective);
    }
    return true;
  }

  void run_until_idle() {
    while (true) {
      if (!stopping_ && observer_.stop_requested()) {
        outcome_.interrupted = true;
        stop();
      }
      fill_slots();
      progress_.running = slots_.busy();
      if (slots_.busy() == 0 && (stopping_ || queue_.empty())) return;
      count_rung();
      observer_.progress(progress_);
      for (const auto& [trial, ending] : slots_.await_ends()) handle_ending(*trial, ending);
    }
  }

  void fill_slots() {
    while (!stopping_ && slots_.has_free()) {
      const Trial* trial = queue_.pop_ready();
      if (trial == nullptr) return;
      try {
        start(*trial);
      } catch (const std::exception& error) {
        abort(error.what());
      }
    }
  }

  // Starts the trial unless another process works on it or nothing remains to be done.
  void start(const Trial& trial) {
    const auto path = folder(trial);
    const RunRecord record = read_run_state(path);
    if (record.alive || !is_available(path, failure_detector_)) {
      queue_.push_later(trial);
      return;
    }
    TrialGoal goal = goal_;
    goal.retry_failed = retry_failed_;
    if (goal.is_reached(record)) {
      mark_if_done(trial, record);
      add_work_done();
      return;
    }
    prepare_data(plan_, trial, context_);
    slots_.start(trial, [&](unsigned threads) {
      return static_cast<int>(run_trial(plan_, trial, path, goal, threads, context_));
    });
  }

  void handle_ending(const Trial& trial, const TrialEnding& ending) {
    progress_.running = slots_.busy();
    if (ending.was_killed()) ++kills_[&trial];
    switch (next_step(ending, kills_[&trial], stopping_)) {
      case NextStep::poll:
        queue_.push_later(trial);
        return;
      case NextStep::retry:
        queue_.push(trial);
        return;
      case NextStep::record_death:
        record(trial, ending);
        break;
      case NextStep::count:
        break;
    }
    const RunRecord record = read_run_state(folder(trial));
    if (mark_if_done(trial, record)) add_work_done();
    count_rung();
    observer_.ended(trial, record, progress_);
    if (const auto reason = check_abort(trial.id, ending, record, options_.fail_fast)) {
      abort(*reason);
    }
  }

  void record(const Trial& trial, const TrialEnding& ending) {
    try {
      record_death(plan_, trial, folder(trial), ending.stop_code(), ending.cause(),
                   failure_detector_);
    } catch (const std::exception& error) {
      abort(error.what());
    }
  }

  void count_rung() {
    progress_.rung_reached = progress_.rung_trials - queue_.size() - slots_.busy();
  }

  void add_work_done() {
    progress_.work_done += weight_;
    progress_.work_left -= weight_;
  }

  // The active trials as they stand at the rung. Another process may have begun one anew that had
  // reached it, which is waited for once. Returns nothing, and stops, if not all of them are there.
  std::optional<std::vector<Candidate>> await_candidates(const Trials& active) {
    for (int attempt = 0; attempt < 2 && !stopping_; ++attempt) {
      std::vector<Candidate> candidates;
      const Trial* missing = nullptr;
      for (const Trial* trial : active) {
        const RunRecord record = read_run_state(folder(*trial));
        if (!mark_if_done(*trial, record)) {
          queue_.push(*trial);
          missing = trial;
        } else {
          candidates.push_back({trial->id, goal_.value_of(record)});
        }
      }
      if (missing == nullptr) return candidates;
      if (attempt == 0) {
        run_until_idle();
      } else {
        abort(
            fmt::format("trial {} did not get to iteration {}, and the others cannot be compared "
                        "without it. Run the sweep again.",
                        missing->id, progress_.rung));
      }
    }
    return std::nullopt;
  }

  // The trials that are promoted; the others are marked and counted as pruned.
  Trials promote_best(const Trials& active, const std::vector<Candidate>& candidates) {
    Trials best;
    std::set<const Trial*> promoted;
    for (const std::size_t place : promote(candidates, plan_.objective, plan_.eta)) {
      best.push_back(active[place]);
      promoted.insert(active[place]);
    }
    for (const Trial* trial : active) {
      if (promoted.contains(trial) || counted_.contains(trial)) continue;
      mark_pruned(folder(*trial), failure_detector_);
      ++progress_.pruned;
    }
    return best;
  }

  void stop() {
    stopping_ = true;
    slots_.ask_to_stop();
  }

  void abort(const std::string& reason) {
    if (stopping_) return;
    outcome_.stop_reason = reason;
    stop();
  }

  const SweepPlan& plan_;
  const SweepOptions& options_;
  SweepObserver& observer_;
  FailureDetector failure_detector_;
  TrialContext context_;
  WorkerSlots slots_;
  TrialQueue queue_;
  TrialGoal goal_;             // of the stage
  bool began_ = false;         // the first stage
  bool retry_failed_ = false;  // trials that failed before the stage began
  double weight_ = 1;          // work in a trial of the stage
  std::set<const Trial*> counted_;
  std::map<const Trial*, int> kills_;  // from outside
  SweepProgress progress_;
  SweepOutcome outcome_;
  bool stopping_ = false;
};

}  // namespace

SweepOutcome run_sweep(const SweepPlan& plan, const SweepOptions& options, const Catalog& catalog,
                       TrialData& data, SweepObserver& observer) {
  return SweepScheduler(plan, options, catalog, data, observer).run();
}

}  // namespace runner
