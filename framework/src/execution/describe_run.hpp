// What a run's folder says about it.
#pragma once

#include <string>
#include <vector>

#include "execution/run_experiment.hpp"
#include "execution/run_recorder.hpp"

namespace runner {

// Warnings about the inputs that the network will see.
std::vector<std::string> input_warnings(const ExperimentSpec& spec, const LoadedData& data,
                                        const Split& split);

// The warnings from before the run, then those of its plugins and of its data.
std::vector<std::string> all_warnings(const Experiment& experiment, const HashedData& data,
                                      const TrainingSession& session, const RunOptions& options);

// The manifest of a run that begins or is resumed now.
RunManifest describe_run(const Experiment& experiment, const HashedData& data,
                         const TrainingSession& session, const RunOptions& options);

// Up to three training examples from either end. The session and the names outlive the sample.
RunRecorder::Sample sample_of(TrainingSession& session,
                              const std::vector<std::string>& class_names);

// The lines of predictions.csv, for the network as it is now.
std::vector<PredictionLine> prediction_lines(TrainingSession& session);

}  // namespace runner
