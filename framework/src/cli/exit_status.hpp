// The exit statuses of the program; docs/config.md lists them.
#pragma once

#include "base/error.hpp"
#include "runs/run_status.hpp"

namespace runner {

struct SweepOutcome;

enum class ExitStatus : int {
  success = 0,
  failure = 1,        // a run failed or diverged, or a result could not be written
  bad_input = 2,      // command, config, data or plugin is wrong, and nothing was started
  interrupted = 130,  // by SIGINT or SIGTERM
};

// The status of a command that ended with an error of that code, a run of that status, or a sweep.
ExitStatus exit_status(ErrorCode code);
ExitStatus exit_status(RunStatus status);
ExitStatus exit_status(const SweepOutcome& outcome);

}  // namespace runner
