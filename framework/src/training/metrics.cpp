#include "training/metrics.hpp"

namespace runner {
namespace {

std::optional<double> loss_of(const std::optional<Metrics>& metrics) {
  return metrics ? std::optional(metrics->loss) : std::nullopt;
}

std::optional<double> accuracy_of(const std::optional<Metrics>& metrics) {
  return metrics ? std::optional(metrics->accuracy) : std::nullopt;
}

Metrics& existing(std::optional<Metrics>& metrics) {
  return metrics ? *metrics : metrics.emplace();
}

}  // namespace

std::optional<double> metric_value(const MetricsRow& row, Metric metric) {
  switch (metric) {
    case Metric::train_loss:
      return row.train.loss;
    case Metric::train_accuracy:
      return row.train.accuracy;
    case Metric::validation_loss:
      return loss_of(row.validation);
    case Metric::validation_accuracy:
      return accuracy_of(row.validation);
    case Metric::test_loss:
      return loss_of(row.test);
    case Metric::test_accuracy:
      return accuracy_of(row.test);
    case Metric::seconds:
      break;
  }
  return row.seconds;
}

void set_metric_value(MetricsRow& row, Metric metric, double value) {
  switch (metric) {
    case Metric::train_loss:
      row.train.loss = value;
      return;
    case Metric::train_accuracy:
      row.train.accuracy = value;
      return;
    case Metric::validation_loss:
      existing(row.validation).loss = value;
      return;
    case Metric::validation_accuracy:
      existing(row.validation).accuracy = value;
      return;
    case Metric::test_loss:
      existing(row.test).loss = value;
      return;
    case Metric::test_accuracy:
      existing(row.test).accuracy = value;
      return;
    case Metric::seconds:
      row.seconds = value;
      return;
  }
}

}  // namespace runner
