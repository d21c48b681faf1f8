#pragma once

#include <string>

#include "runs/run_status.hpp"

namespace runner {

// The exit status of a trial's process.
enum class TrialExit : int {
  reached_goal = 0,
  trial_failed = 1,  // run.json says why, or standard error if it could not be written
  wrong_input = 2,   // the trial could not start; standard error says why
  was_taken = 3,     // another process holds the trial or has finished it
  interrupted = 130,
};

// How a trial's process ended.
struct TrialEnding {
  int status = 0;         // exit status, or 0 after a signal
  int signal = 0;         // that ended the process, or 0
  bool completed = true;  // the work returned; false if something in it ended the process

  // Whether the trial itself ended its process, as it would on another attempt.
  bool crashed() const;
  // Whether something else ended the process.
  bool was_killed() const { return signal != 0 && !crashed(); }

  // The rest describe an ending that was not `completed`.
  StopCode stop_code() const;
  std::string cause() const;  // a sentence
};

}  // namespace runner
