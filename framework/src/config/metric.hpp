// The metrics of a run: how configs, metrics.csv and run.json name them, which of two values is
// better, and what may be chosen by each.
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace runner {

enum class Metric {  // in the order of the columns of metrics.csv
  train_loss,
  train_accuracy,
  validation_loss,
  validation_accuracy,
  test_loss,
  test_accuracy,
  seconds,
};

inline constexpr std::array all_metrics = {Metric::train_loss,      Metric::train_accuracy,
                                           Metric::validation_loss, Metric::validation_accuracy,
                                           Metric::test_loss,       Metric::test_accuracy,
                                           Metric::seconds};

// The metrics that early stopping may watch, that successive halving may compare trials by, and
// that may be the objective of any other sweep. Test metrics are in none of these lists: selecting
// on them biases the test result.
inline constexpr std::array early_stopping_metrics = {Metric::validation_loss,
                                                      Metric::validation_accuracy};
inline constexpr std::array halving_objectives = {Metric::validation_accuracy,
                                                  Metric::validation_loss};
inline constexpr std::array sweep_objectives = {Metric::validation_accuracy,
                                                Metric::validation_loss, Metric::train_accuracy,
                                                Metric::train_loss};

// The name of the metric's column in metrics.csv, and of its key in run.json.
std::string_view to_text(Metric metric);
// Returns nothing for a text that is not a metric's name.
std::optional<Metric> metric_from(std::string_view text);

constexpr bool lower_is_better(Metric metric) {
  return metric != Metric::train_accuracy && metric != Metric::validation_accuracy &&
         metric != Metric::test_accuracy;
}

constexpr bool is_validation_metric(Metric metric) {
  return metric == Metric::validation_loss || metric == Metric::validation_accuracy;
}

constexpr bool is_test_metric(Metric metric) {
  return metric == Metric::test_loss || metric == Metric::test_accuracy;
}

// Whether `a` is better than `b`. A NaN is worse than any number, and not better than a NaN.
bool is_better(Metric metric, double a, double b);

}  // namespace runner
