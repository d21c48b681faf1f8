// Whether a training that ended has learned anything.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "config/experiment_spec.hpp"
#include "runs/predictions.hpp"
#include "training/training_session.hpp"

namespace runner {

// What is judged, beside the network that the session holds.
struct TrainingResult {
  const TrainingOutcome& outcome;
  std::optional<double> first_loss;             // training loss at iteration 0, if known
  std::span<const PredictionLine> predictions;  // for the test set
};

// A training has learned nothing if it puts all test examples into one class although their labels
// differ; if its training loss is above that at iteration 0; or if the derivative of every hidden
// unit is 0, or below 1e-6 in size, on all training examples.
// Returns one sentence or two about what was found and what usually helps. Returns an empty text if
// nothing was found, if training did not go to its end, or if it made no update.
std::string learning_warning(const ExperimentSpec& spec, TrainingSession& session,
                             const TrainingResult& result,
                             const std::vector<std::string>& class_names);

}  // namespace runner
