#pragma once

#include <string>

#include "runs/run_record.hpp"
#include "sweep/trial/trial_ending.hpp"

namespace runner {

// What a sweep does after a trial's process has ended.
struct NextStep {
  enum class Action {
    retry_later,   // another process holds the trial, or has just finished it
    retry_now,     // resume the trial from its checkpoint
    record_death,  // the process died without saying why: write that into run.json, decide again
    done,          // the trial needs nothing more in this stage
    abort,         // the sweep cannot continue
  };

  Action action = Action::done;
  std::string reason = {};  // for abort: a sentence

  bool operator==(const NextStep&) const = default;
};

// What a decision depends on besides the trial.
struct SweepState {
  int kills = 0;           // how often the trial was killed from outside, this time included
  bool stopping = false;   // the sweep is ending: nothing is started again
  bool fail_fast = false;  // the first failure ends the sweep
};

inline constexpr int max_kills = 2;  // from outside, before the trial counts as failed

// Decides from how the process of the trial `id` ended and from the record that it left. All trials
// were checked before the first one started, so a trial that could not start, or could not write,
// means that something around the sweep has changed: the sweep is aborted.
NextStep next_step(const std::string& id, const TrialEnding& ending, const RunRecord& record,
                   const SweepState& state);

}  // namespace runner
