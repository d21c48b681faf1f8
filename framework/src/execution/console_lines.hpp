// The lines that a run prints.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/split.hpp"
#include "experiment/experiment.hpp"
#include "training/training_outcome.hpp"
#include "training/training_plan.hpp"

namespace runner {

// "mnist: 42000 examples of 28 x 28, 41000 to train, 1000 to test"
std::string data_line(const std::string& name, const DataSummary& data, const Split& split);

// What the dataset decided, a line each, and how many of the pool's examples each class has:
// "classes: 0 178, 1 182, 2 177"; of more than 12 classes only the fewest and the most.
std::vector<std::string> data_details(const DataSummary& data);

// "resumed after 300 of 1000 iterations"; `completed` is nothing if there was no checkpoint.
std::string resumed_line(const std::optional<std::uint64_t>& completed, const TrainingPlan& plan);

// "network 784-10-10 relu, gradient_descent alpha 0.1, 1000 iterations, double, 2 threads, AVX2
// kernels"
std::string network_line(const Experiment& experiment, const NetworkShape& shape,
                         const TrainingPlan& plan, unsigned threads);

// The report's line: iteration, what the network says of the first and last training examples
// beside their labels, accuracy. `predicted` and `labels` are of the same examples, the first half
// of them the first ones.
std::string metrics_report_line(const MetricsRow& row, const std::vector<std::string>& predicted,
                                const std::vector<std::string>& labels);

std::string outcome_line(const TrainingOutcome& outcome);

}  // namespace runner
