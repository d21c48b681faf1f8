#include "sweep/run_sweep.hpp"

#include <chrono>
#include <csignal>
#include <cstring>
#include <deque>

#include <fmt/format.h>

#include "sweep/trial_slot.hpp"

namespace runner {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto look_again = std::chrono::milliseconds(500);  // at a trial that others work on
constexpr int wrong_input = 2;  // exit status of a worker that could not begin its trial

// A trial to run, and the moment before which it is not to be looked at.
struct Waiting {
  const Trial* trial = nullptr;
  Clock::time_point from = {};
};

class Sweep {
 public:
  Sweep(const SweepPlan& plan, const SweepOptions& options, SweepObserver& observer)
      : plan_(plan), options_(options), observer_(observer), slots_(make_slots(options)) {
    progress_.trials = plan.trials.size();
  }

  SweepOutcome run() {
    for (const auto& trial : plan_.trials) {
      if (!count(trial, read_trial(folder(trial)))) waiting_.push_back({&trial, {}});
    }
    observer_.begin(progress_);
    while (true) {
      if (!stopping_ && observer_.stop_requested()) {
        outcome_.interrupted = true;
        stop();
      }
      for (auto& slot : slots_) {
        if (slot.trial == nullptr) fill(slot);
      }
      if (progress_.running == 0 && (stopping_ || waiting_.empty())) break;
      observer_.progress(progress_);
      for (TrialSlot* slot : await_ends(slots_)) reap(*slot);
    }
    outcome_.progress = progress_;
    return outcome_;
  }

 private:
  std::filesystem::path folder(const Trial& trial) const {
    return trial_folder(plan_, options_, trial);
  }

  // Whether nothing is left to do for a trial, which is counted then.
  bool count(const Trial& trial, const TrialRecord& record) {
    if (record.failed() && (options_.retry_failed || record.lacked_space())) return false;
    return progress_.count(trial, record, plan_.objective);
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
      auto claim = take_trial(folder(trial), claims_);
      if (claim == nullptr) return Result::others;
      // Others may have run the trial since it was last looked at.
      const TrialRecord record = read_trial(folder(trial));
      if (record.alive) return Result::others;  // `runner resume` is at it, which claims nothing
      if (count(trial, record)) return Result::done;
      start_trial(slot, trial, folder(trial), std::move(claim), options_);
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
    TrialRecord record = read_trial(folder(trial));
    if (record.status == "killed" && is_crash(ending.signal)) {
      mark_failed(folder(trial), fmt::format("the process crashed: {}.", strsignal(ending.signal)));
      record = read_trial(folder(trial));
    }
    slot.process.reset();
    slot.claim.reset();
    slot.trial = nullptr;
    --progress_.running;
    if (progress_.count(trial, record, plan_.objective)) ++progress_.ended_now;
    observer_.ended(trial, record, progress_);
    judge(trial, ending, record);
  }

  // An end by the trial's own doing, which another attempt would come to as well.
  static bool is_crash(int signal) {
    return signal == SIGSEGV || signal == SIGABRT || signal == SIGBUS || signal == SIGFPE ||
           signal == SIGILL;
  }

  // Whether the sweep can go on after that end. All trials were checked beforehand, so one that
  // could not begin or not write means that something around the sweep has changed.
  void judge(const Trial& trial, const TrialProcess::Ending& ending, const TrialRecord& record) {
    const bool wrote_nothing = ending.signal == 0 && ending.status != 0 && !record.failed() &&
                               record.status != "interrupted";
    if (ending.status == wrong_input || wrote_nothing) {
      stop_because(fmt::format("trial {} could not be run, for the reason above.", trial.id));
    } else if (record.lacked_space()) {
      stop_because(fmt::format("trial {}: {}", trial.id, record.stop_reason));
    } else if (record.failed() && options_.fail_fast) {
      stop_because(fmt::format("trial {} {}, and --fail-fast was given.", trial.id, record.status));
    }
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
  std::vector<TrialSlot> slots_;
  std::deque<Waiting> waiting_;
  ClaimObserver claims_;
  SweepProgress progress_;
  SweepOutcome outcome_;
  bool stopping_ = false;
};

}  // namespace

SweepOutcome run_sweep(const SweepPlan& plan, const SweepOptions& options,
                       SweepObserver& observer) {
  return Sweep(plan, options, observer).run();
}

}  // namespace runner
