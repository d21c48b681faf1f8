#include "config/metric.hpp"

#include <cmath>
#include <cstddef>

#include <fmt/format.h>

namespace runner {
namespace {

// In the order of the enum.
constexpr std::array<std::string_view, all_metrics.size()> names = {
    "train_loss", "train_accuracy", "validation_loss", "validation_accuracy",
    "test_loss",  "test_accuracy",  "seconds"};

}  // namespace

std::string_view to_text(Metric metric) { return names[static_cast<std::size_t>(metric)]; }

std::optional<Metric> metric_from(std::string_view text) {
  for (const Metric metric : all_metrics) {
    if (to_text(metric) == text) return metric;
  }
  return std::nullopt;
}

bool lower_is_better(Metric metric) {
  return metric == Metric::train_loss || metric == Metric::validation_loss ||
         metric == Metric::test_loss;
}

bool higher_is_better(Metric metric) {
  return metric != Metric::seconds && !lower_is_better(metric);
}

std::string metric_text(double value) {
  if (std::isnan(value)) return "nan";
  return std::abs(value) < 1e6 ? fmt::format("{:.4f}", value) : fmt::format("{:.6g}", value);
}

bool is_better(Metric metric, double a, double b) {
  if (std::isnan(a) || std::isnan(b)) return !std::isnan(a) && std::isnan(b);
  return lower_is_better(metric) ? a < b : higher_is_better(metric) && a > b;
}

}  // namespace runner
