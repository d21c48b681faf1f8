#include "cli/exit_status.hpp"

#include "sweep/schedule/run_sweep.hpp"

namespace runner {

ExitStatus exit_status(ErrorCode code) {
  return is_bad_input(code) ? ExitStatus::bad_input : ExitStatus::failure;
}

ExitStatus exit_status(RunStatus status) {
  if (status == RunStatus::finished) return ExitStatus::success;
  const bool stopped = status == RunStatus::interrupted || status == RunStatus::paused;
  return stopped ? ExitStatus::interrupted : ExitStatus::failure;
}

ExitStatus exit_status(const SweepOutcome& outcome) {
  if (outcome.interrupted) return ExitStatus::interrupted;
  const SweepProgress& progress = outcome.progress;
  const bool done = progress.finished + progress.pruned == progress.trials;
  return done ? ExitStatus::success : ExitStatus::failure;
}

}  // namespace runner
