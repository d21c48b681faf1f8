#pragma once

#include <string>

#include "runs/run_status.hpp"

namespace runner {

// How a trial's process ended.
struct TrialEnding {
  int status = 0;         // exit status, or 0 after a signal
  int signal = 0;         // that ended it, or 0
  bool completed = true;  // its work returned; otherwise something in it ended the process

  // Whether it died by its own fault, as it would in another attempt.
  bool crashed() const;
  // Whether it was killed from outside.
  bool was_killed() const { return signal != 0 && !crashed(); }

  // Why it died. Requires: it did not complete.
  StopCode stop_code() const;
  std::string cause() const;  // a sentence
};

}  // namespace runner
