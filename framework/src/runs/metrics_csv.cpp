#include "runs/metrics_csv.hpp"

#include <fmt/format.h>

namespace runner {

std::vector<NamedFigure> named_figures(const MetricsRow& row) {
  const auto loss = [](const std::optional<Figures>& figures) -> std::optional<double> {
    return figures ? std::optional(figures->loss) : std::nullopt;
  };
  const auto accuracy = [](const std::optional<Figures>& figures) -> std::optional<double> {
    return figures ? std::optional(figures->accuracy) : std::nullopt;
  };
  return {{"train_loss", row.train.loss},
          {"train_accuracy", row.train.accuracy},
          {"validation_loss", loss(row.validation)},
          {"validation_accuracy", accuracy(row.validation)},
          {"test_loss", loss(row.test)},
          {"test_accuracy", accuracy(row.test)},
          {"seconds", row.seconds}};
}

std::string metrics_line(const MetricsRow& row) {
  std::string line = fmt::format("{},{}", row.iteration, row.epoch);
  for (const auto& figure : named_figures(row)) {
    line += ',';
    if (figure.value) line += fmt::format("{:.17g}", *figure.value);
  }
  return line;
}

}  // namespace runner
