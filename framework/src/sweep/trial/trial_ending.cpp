#include "sweep/trial/trial_ending.hpp"

#include <csignal>
#include <cstring>

#include <fmt/format.h>

namespace runner {

bool TrialEnding::crashed() const {
  return (signal == 0 && !completed) || signal == SIGSEGV || signal == SIGABRT ||
         signal == SIGBUS || signal == SIGFPE || signal == SIGILL;
}

StopCode TrialEnding::stop_code() const {
  if (signal == 0) return StopCode::exited;
  return crashed() ? StopCode::crashed : StopCode::killed;
}

std::string TrialEnding::cause() const {
  if (signal == 0) {
    return fmt::format("code of a plugin or library ended the process with exit status {}.",
                       status);
  }
  if (crashed()) return fmt::format("the process crashed: {}.", strsignal(signal));
  return fmt::format(
      "the process was killed from outside ({}) more than once, as happens when memory runs out.",
      strsignal(signal));
}

}  // namespace runner
