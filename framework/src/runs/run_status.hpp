// What has become of a run, and why it stopped.
#pragma once

#include <optional>
#include <string_view>

#include "base/error.hpp"

namespace runner {

enum class RunStatus {
  // Stored in run.json:
  running,
  finished,     // all iterations, or early stopping
  paused,       // at a rung of successive halving; can be resumed
  interrupted,  // by SIGINT or SIGTERM; can be resumed
  diverged,     // the loss or its gradient is not finite
  failed,
  // Concluded by whoever reads a run's folder:
  killed,      // run.json says running, and the process is dead
  missing,     // there is no run.json
  unreadable,  // run.json is damaged or cannot be read
};

// The status as run.json, tables and messages have it.
std::string_view to_text(RunStatus status);
// Returns nothing for a text that is not a stored status.
std::optional<RunStatus> stored_run_status(std::string_view text);

// Whether the run is over and was no success: failed or diverged.
constexpr bool has_failed(RunStatus status) {
  return status == RunStatus::failed || status == RunStatus::diverged;
}

// Why a run is not running, for programs; run.json has it as `stop_code` beside the sentence
// `stop_reason`. A run that went through all of its iterations has none.
enum class StopCode {
  early_stopping,
  rung,    // paused there; it may be promoted
  pruned,  // paused at a rung, and others were promoted
  signal,  // SIGINT or SIGTERM
  diverged,
  no_space,  // a disk or quota is full, or a file size limit was reached
  not_writable,
  not_readable,
  plugin_failed,
  crashed,  // the process died of a signal that is its own fault, such as SIGSEGV
  exited,   // code in the process ended it
  killed,   // from outside, more than once
  error,    // anything else
};

std::string_view to_text(StopCode code);
// Returns nothing for a text that is not a code: a later version may have more.
std::optional<StopCode> stop_code_from(std::string_view text);

// The code of a run that an error ended.
StopCode stop_code_of(ErrorCode code);

}  // namespace runner
