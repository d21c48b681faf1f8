// Runs as `runner compare` sees them, made without files.
#pragma once

#include <limits>
#include <map>
#include <string>
#include <vector>

#include "compare/measured_run.hpp"

namespace runner::test {

using MetricValues = std::map<std::string, double>;

// A row with these values alone; the others are not measured.
inline MetricsRow row_of(const MetricValues& values) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  MetricsRow row;
  row.train = {nan, nan};
  row.validation = row.test = row.train;
  row.seconds = nan;
  for (const auto& [name, value] : values) {
    if (const auto metric = metric_from(name)) {
      set_metric_value(row, *metric, value);
    } else {
      row.iteration = static_cast<std::uint64_t>(value);
    }
  }
  return row;
}

// A finished run of experiments/NAME on the data "aaaa".
inline MeasuredRun measured_run(const std::string& name, const FlatConfig& config,
                                const MetricValues& values,
                                const std::string& folder = "20250101T000000Z-00000a") {
  MeasuredRun run;
  run.record.folder = "experiments/" + name + "/" + folder;
  run.record.manifest.name = name;
  run.record.status = RunStatus::finished;
  run.record.config = config;
  run.record.config.insert(run.record.config.begin(), {"name", name});
  run.record.manifest.data = RunData{};
  run.record.manifest.data->sha256 = "aaaa";
  if (!values.empty()) run.row = row_of(values);
  return run;
}

// A run of the setting `activation` with a seed and a test accuracy.
inline MeasuredRun seeded_run(const std::string& activation, int seed, double test_accuracy) {
  return measured_run(
      "s", {{"seed", std::to_string(seed)}, {"network.activation", activation}},
      {{"iteration", 100}, {"train_loss", 1 - test_accuracy}, {"test_accuracy", test_accuracy}},
      activation + std::to_string(seed));
}

}  // namespace runner::test
