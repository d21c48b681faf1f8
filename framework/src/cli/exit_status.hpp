// The exit statuses of the program; docs/config.md lists them.
#pragma once

#include "base/error.hpp"

namespace runner {

enum ExitStatus : int {
  success = 0,
  failure = 1,        // a run failed or diverged, or a result could not be written
  bad_input = 2,      // command, config, data or plugin is wrong, and nothing was started
  interrupted = 130,  // by SIGINT or SIGTERM
};

// The status of a command that ended with an error of that code.
constexpr ExitStatus exit_status(ErrorCode code) {
  return is_bad_input(code) ? ExitStatus::bad_input : ExitStatus::failure;
}

}  // namespace runner
