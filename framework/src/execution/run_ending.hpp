#pragma once

#include <optional>
#include <utility>

#include "runs/run_status.hpp"
#include "training/training_outcome.hpp"

namespace runner {

// How a run's folder says that a training ended.
inline std::pair<RunStatus, std::optional<StopCode>> run_ending(TrainingStatus status) {
  switch (status) {
    case TrainingStatus::stopped_early:
      return {RunStatus::finished, StopCode::early_stopping};
    case TrainingStatus::paused:
      return {RunStatus::paused, StopCode::rung};
    case TrainingStatus::interrupted:
      return {RunStatus::interrupted, StopCode::signal};
    case TrainingStatus::diverged:
      return {RunStatus::diverged, StopCode::diverged};
    case TrainingStatus::finished:
      break;
  }
  return {RunStatus::finished, std::nullopt};
}

}  // namespace runner
