#include "sweep/schedule/run_sweep.hpp"

#include <chrono>
#include <deque>
#include <map>
#include <set>

#include <fmt/format.h>

#include "leases/lease.hpp"
#include "sweep/plan/halving.hpp"
#include "sweep/plan/stages.hpp"
#include "sweep/schedule/trial_slot.hpp"
#include "sweep/trial/record_failure.hpp"
#include "sweep/trial/run_trial.hpp"

namespace runner {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto look_again = std::chrono::milliseconds(500);  // at a trial that others work on

constexpr int max_kills = 2;  // of a trial, from outside, before it counts as failed

// A trial to run, and the moment before which it is not to be looked at.
struct Waiting {
  const Trial* trial = nullptr;
  Clock::time_point from = {};
};

class Sweep {
 public:
  Sweep(const SweepPlan& plan, const SweepOptions& options, const Catalog& catalog, TrialData& data,
        SweepObserver& observer)
      : plan_(plan),
        options_(options),
        observer_(observer),
        context_{catalog, data, failure_detector_,
                 [&observer] { return observer.stop_requested(); }},
        slots_(make_slots(options)) {
    progress_.trials = plan.trials.size();
  }

  SweepOutcome run() {
    std::vector<const Trial*> going;
    for (const auto& trial : plan_.trials) going.push_back(&trial);
    const std::vector<Stage> stages = stages_of(plan_);
    for (std::size_t i = 0; i < stages.size(); ++i) {
      enter(stages[i], going);
      if (i == 0) observer_.begin(progress_);
      if (stages.size() > 1 && !waiting_.empty()) observer_.rung(progress_);
      work();
      if (stopping_ || i + 1 == stages.size()) break;
      // Another process may have begun a trial anew that had reached the rung.
      if (line_up(going) > 0) work();
      if (!all_reached(going)) break;
      going = best_of(going);
    }
    outcome_.progress = progress_;
    return outcome_;
  }

 private:
  std::filesystem::path folder(const Trial& trial) const {
    return options_.output / plan_.name / trial.id;
  }

  // Lines up the trials that are not at the stage's goal yet. Those that failed are tried again
  // once at most.
  void enter(const Stage& stage, const std::vector<const Trial*>& going) {
    const bool retry = options_.retry_failed && !goal_;
    goal_ = TrialGoal{plan_.objective, stage.is_last ? 0 : stage.iterations, retry};
    progress_.rung = stage.iterations;
    progress_.rung_trials = going.size();
    weight_ = stage.weight;
    line_up(going);
    goal_->retry_failed = false;
    retrying_ = retry;
    count_rung();
    progress_.work_left =
        weight_ * static_cast<double>(waiting_.size()) + work_after(plan_, stage, going.size());
  }

  std::size_t line_up(const std::vector<const Trial*>& going) {
    for (const Trial* trial : going) {
      if (!settle(*trial, read_trial(folder(*trial)))) waiting_.push_back({trial, {}});
    }
    return waiting_.size();
  }

  void work() {
    while (true) {
      if (!stopping_ && observer_.stop_requested()) {
        outcome_.interrupted = true;
        stop();
      }
      for (auto& slot : slots_) {
        if (slot.trial == nullptr) fill(slot);
      }
      if (progress_.running == 0 && (stopping_ || waiting_.empty())) return;
      count_rung();
      observer_.progress(progress_);
      for (TrialSlot* slot : await_ends(slots_)) reap(*slot);
    }
  }

  // Whether nothing is left to do for a trial, which is counted if it has come to its end.
  bool settle(const Trial& trial, const TrialRecord& record) {
    if (!goal_->is_reached(folder(trial), record)) return false;
    const bool ended = record.failed() || record.status == "finished";
    if (ended && counted_.insert(&trial).second) {
      progress_.count(trial, record, plan_.objective);
    }
    return true;
  }

  // Starts the first waiting trial that nobody else is at.
  void fill(TrialSlot& slot) {
    for (std::size_t tries = waiting_.size(); tries > 0 && !stopping_; --tries) {
      const Waiting next = waiting_.front();
      waiting_.pop_front();
      const auto now = Clock::now();
      if (next.from > now) {
        waiting_.push_back(next);
      } else if (const Result result = start(slot, *next.trial); result == Result::others) {
        waiting_.push_back({next.trial, now + look_again});
      } else if (result == Result::started) {
        return;
      }
    }
  }

  enum class Result { started, others, done };

  Result start(TrialSlot& slot, const Trial& trial) {
    try {
      const TrialRecord record = read_trial(folder(trial));
      if (record.alive || !is_available(folder(trial), failure_detector_)) return Result::others;
      TrialGoal goal = *goal_;
      goal.retry_failed = retrying_;
      if (goal.is_reached(folder(trial), record)) {
        settle(trial, record);
        did_work();
        return Result::done;
      }
      prepare_data(plan_, trial, context_);
      slot.process = std::make_unique<TrialProcess>([&, this] {
        return run_trial(plan_, trial, folder(trial), goal, slot.threads, context_);
      });
      slot.trial = &trial;
      ++progress_.running;
      return Result::started;
    } catch (const std::exception& error) {
      stop_because(error.what());
      return Result::done;
    }
  }

  void reap(TrialSlot& slot) {
    const Trial& trial = *slot.trial;
    const auto ending = slot.process->wait();
    slot.process.reset();
    slot.trial = nullptr;
    --progress_.running;
    if (ending.completed && ending.status == TrialExit::was_taken) {
      waiting_.push_back({&trial, Clock::now() + look_again});
      return;
    }
    if (ending.was_killed() && !stopping_ && ++killed_[&trial] < max_kills) {
      waiting_.push_back({&trial, {}});  // goes on from its checkpoint
      return;
    }
    if (ending.crashed() || (ending.was_killed() && !stopping_)) {
      note_death(slot, trial, ending);
    }
    const TrialRecord record = read_trial(folder(trial));
    if (settle(trial, record)) did_work();
    count_rung();
    observer_.ended(trial, record, progress_);
    judge(trial, ending, record);
  }

  void count_rung() {
    progress_.rung_reached = progress_.rung_trials - waiting_.size() - progress_.running;
  }

  void did_work() {
    progress_.work_done += weight_;
    progress_.work_left -= weight_;
  }

  void note_death(const TrialSlot& slot, const Trial& trial, const TrialEnding& ending) {
    try {
      if (const auto lease = acquire_lease(folder(trial), failure_detector_)) {
        note_failure(plan_, trial, folder(trial), slot.threads, ending.cause());
      }
    } catch (const std::exception& error) {
      stop_because(error.what());
    }
  }

  // Whether the sweep can go on after that end. All trials were checked beforehand, so one that
  // could not begin or not write means that something around the sweep has changed.
  void judge(const Trial& trial, const TrialEnding& ending, const TrialRecord& record) {
    const bool wrote_nothing =
        ending.completed && ending.status == TrialExit::trial_failed && !record.failed();
    if ((ending.completed && ending.status == TrialExit::wrong_input) || wrote_nothing) {
      stop_because(fmt::format("trial {} could not be run, for the reason above.", trial.id));
    } else if (record.lacked_space()) {
      stop_because(fmt::format("trial {}: {}", trial.id, record.stop_reason));
    } else if (record.failed() && options_.fail_fast) {
      stop_because(fmt::format("trial {} {}, and --fail-fast was given.", trial.id, record.status));
    }
  }

  // Whether all trials of a rung can be compared.
  bool all_reached(const std::vector<const Trial*>& going) {
    for (const Trial* trial : going) {
      const TrialRecord record = read_trial(folder(*trial));
      if (goal_->is_reached(folder(*trial), record)) continue;
      stop_because(fmt::format(
          "trial {} did not get to iteration {}, and the others cannot be compared without it. Run "
          "the sweep again.",
          trial->id, progress_.rung));
      return false;
    }
    return true;
  }

  // Those of a rung that go on; the others are counted as left out.
  std::vector<const Trial*> best_of(const std::vector<const Trial*>& going) {
    std::vector<const Trial*> best;
    std::set<const Trial*> kept;
    for (const std::size_t place : promote(candidates(going), plan_.objective, plan_.eta)) {
      best.push_back(going[place]);
      kept.insert(going[place]);
    }
    for (const Trial* trial : going) {
      if (!kept.contains(trial) && !counted_.contains(trial)) ++progress_.pruned;
    }
    return best;
  }

  std::vector<Candidate> candidates(const std::vector<const Trial*>& going) const {
    std::vector<Candidate> all;
    for (const Trial* trial : going) {
      all.push_back({trial->id, figure_for(*goal_, folder(*trial), read_trial(folder(*trial)))});
    }
    return all;
  }

  void stop() {
    stopping_ = true;
    for (auto& slot : slots_) {
      if (slot.process) slot.process->ask_to_stop();
    }
  }

  void stop_because(const std::string& why) {
    if (stopping_) return;
    outcome_.stop_reason = why;
    stop();
  }

  const SweepPlan& plan_;
  const SweepOptions& options_;
  SweepObserver& observer_;
  FailureDetector failure_detector_;
  TrialContext context_;
  std::vector<TrialSlot> slots_;
  std::optional<TrialGoal> goal_;  // of the stage
  bool retrying_ = false;          // trials that failed before the stage began
  double weight_ = 1;              // work in a trial of the stage
  std::deque<Waiting> waiting_;
  std::set<const Trial*> counted_;
  std::map<const Trial*, int> killed_;  // how often, by others
  SweepProgress progress_;
  SweepOutcome outcome_;
  bool stopping_ = false;
};

}  // namespace

SweepOutcome run_sweep(const SweepPlan& plan, const SweepOptions& options, const Catalog& catalog,
                       TrialData& data, SweepObserver& observer) {
  return Sweep(plan, options, catalog, data, observer).run();
}

}  // namespace runner
