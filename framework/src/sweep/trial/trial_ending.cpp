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
    return fmt::format(
        "the process was ended with exit status {} by the code of a plugin or library.", status);
  }
  if (crashed()) return fmt::format("the process crashed: {}.", strsignal(signal));
  return fmt::format(
      "the process was killed from outside ({}) more than once, as by a system that is short of "
      "memory.",
      strsignal(signal));
}

}  // namespace runner
