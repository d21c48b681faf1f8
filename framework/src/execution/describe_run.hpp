// What a run's folder says about it.
#pragma once

#include <string>
#include <vector>

#include "execution/run_experiment.hpp"
#include "execution/run_recorder.hpp"

namespace runner {

// What may not be meant or may change the numbers: warnings about the plugins, then about the data.
std::vector<std::string> warnings_before_training(const Experiment& experiment,
                                                  const LoadedData& data, const Split& split);

// The manifest of a run that begins or is resumed now. It has the warnings in `options`, those of
// earlier attempts first and each one once.
RunManifest describe_run(const Experiment& experiment, const HashedData& data,
                         const TrainingSession& session, const RunOptions& options);

// Up to three training examples from either end. The session and the names outlive the sample.
RunRecorder::Sample sample_of(TrainingSession& session,
                              const std::vector<std::string>& class_names);

// The lines of predictions.csv, for the network as it is now.
std::vector<PredictionLine> prediction_lines(TrainingSession& session);

}  // namespace runner
