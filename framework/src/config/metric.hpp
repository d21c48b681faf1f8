// The metrics that a run measures: the columns of metrics.csv after iteration and epoch.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace runner {

enum class Metric {
  train_loss,
  train_accuracy,
  validation_loss,
  validation_accuracy,
  test_loss,
  test_accuracy,
  seconds,  // spent in updates
};

// In the order of metrics.csv.
inline constexpr std::array all_metrics = {Metric::train_loss,      Metric::train_accuracy,
                                           Metric::validation_loss, Metric::validation_accuracy,
                                           Metric::test_loss,       Metric::test_accuracy,
                                           Metric::seconds};

// Those of the validation set, by which early stopping and halving decide.
inline constexpr std::array validation_metrics = {Metric::validation_loss,
                                                  Metric::validation_accuracy};

// Those that can be a sweep's objective. Not the test set's: selecting on them biases the test
// result.
inline constexpr std::array objective_metrics = {Metric::validation_accuracy,
                                                 Metric::validation_loss, Metric::train_accuracy,
                                                 Metric::train_loss};

// "train_loss", as in metrics.csv, run.json and the config.
std::string_view to_text(Metric metric);
std::optional<Metric> metric_from(std::string_view text);

// The names of some metrics.
template <std::size_t N>
std::vector<std::string> names_of(const std::array<Metric, N>& metrics) {
  std::vector<std::string> names;
  for (const Metric metric : metrics) names.emplace_back(to_text(metric));
  return names;
}

// Losses are better when lower, accuracies when higher; of seconds nothing is better.
bool lower_is_better(Metric metric);
bool higher_is_better(Metric metric);

// A metric's value for people: four decimals, six significant digits from a million on, "nan"
// whatever its sign.
std::string metric_text(double value);

// Whether `a` is better than `b`. A NaN is worse than any number, and no better than another NaN.
bool is_better(Metric metric, double a, double b);

}  // namespace runner
