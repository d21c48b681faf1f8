#pragma once

#include <cstdint>
#include <optional>

#include "config/metric.hpp"

namespace runner {

// Mean loss and accuracy over a set of examples.
struct Metrics {
  double loss = 0;      // cross-entropy, natural logarithm
  double accuracy = 0;  // from 0 to 1
};

// A row of metrics.csv: the metrics of the weights after `iteration` updates.
struct MetricsRow {
  std::uint64_t iteration = 0;
  std::uint64_t epoch = 0;  // completed passes over the training set
  Metrics train;
  std::optional<Metrics> validation;
  std::optional<Metrics> test;
  double seconds = 0;  // spent in updates so far
};

// Returns nothing for a metric that was not measured.
std::optional<double> metric_value(const MetricsRow& row, Metric metric);

// Sets a value that was read back. A loss or accuracy makes its pair of metrics exist.
void set_metric_value(MetricsRow& row, Metric metric, double value);

}  // namespace runner
