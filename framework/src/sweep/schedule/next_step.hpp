// What a sweep does after a trial's process has ended: decisions without side effects.
#pragma once

#include <optional>
#include <string>

#include "runs/run_record.hpp"
#include "sweep/trial/trial_ending.hpp"

namespace runner {

enum class NextStep {
  poll,          // another process holds the trial: look again later
  retry,         // it was killed from outside: run it again from its checkpoint
  record_death,  // its folder must be made to say that it failed
  count,         // its folder says what came of it
};

// `kills`: how often the trial was killed from outside, this time included. `stopping`: the sweep
// has asked its trials to stop, so that being killed says nothing about this one.
NextStep next_step(const TrialEnding& ending, int kills, bool stopping);

// Whether the sweep cannot continue after this ending, as a sentence with the reason; else nothing.
// All trials were checked beforehand, so one that could not begin, or not write, means that
// something around the sweep has changed.
std::optional<std::string> check_abort(const std::string& trial_id, const TrialEnding& ending,
                                       const RunRecord& record, bool fail_fast);

}  // namespace runner
