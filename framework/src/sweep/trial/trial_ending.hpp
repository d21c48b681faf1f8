#pragma once

#include <string>

namespace runner {

// How a trial's process ended.
struct TrialEnding {
  int status = 0;         // exit status, or 0 after a signal
  int signal = 0;         // that ended it, or 0
  bool completed = true;  // its work came to an end; otherwise something in it ended the process

  // Whether it came to its end by the trial's own doing, as another attempt would.
  bool crashed() const;
  // Whether somebody else ended it.
  bool was_killed() const { return signal != 0 && !crashed(); }
  // As a sentence, for an end that was no return.
  std::string cause() const;
};

}  // namespace runner
