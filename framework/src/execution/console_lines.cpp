#include "execution/console_lines.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text_width.hpp"
#include "kernels/dense_products.hpp"

namespace runner {
namespace {

// "5 0 4 ... 1 9 2"; all of them when there are few.
std::string ends(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += names.size() >= 6 && i == names.size() / 2 ? " .. " : " ";
    text += printable(names[i]);
  }
  return text;
}

std::string option_text(const Map& options, std::string_view name) {
  for (const auto& option : options) {
    if (option.key == name) return fmt::format(" {} {}", name, option.value.text);
  }
  return {};
}

}  // namespace

std::string data_line(const std::string& name, const DataSummary& data, const Split& split) {
  const auto& shape = data.shape;
  std::string line =
      fmt::format("{}: examples of {} x {}", printable(name), shape.rows, shape.columns);
  if (shape.channels != 1) line += fmt::format(" x {}", shape.channels);
  line += fmt::format(" in {} classes: {} to train", data.class_names.size(), split.train.count());
  if (split.validation.count() > 0)
    line += fmt::format(", {} to validate", split.validation.count());
  if (split.test.count() > 0) line += fmt::format(", {} to test", split.test.count());
  return line;
}

std::vector<std::string> data_details(const DataSummary& data) {
  constexpr std::size_t max_listed = 12;
  std::vector<std::string> lines = data.decisions;
  const auto& names = data.class_names;
  const auto& counts = data.class_examples;
  std::vector<std::string> classes;
  const auto add = [&](std::size_t i) {
    classes.push_back(fmt::format("{} {}", printable(names[i]), counts[i]));
  };
  if (names.size() <= max_listed) {
    for (std::size_t i = 0; i < names.size(); ++i) add(i);
    lines.push_back(fmt::format("classes: {}", fmt::join(classes, ", ")));
    return lines;
  }
  const auto [fewest, most] = std::minmax_element(counts.begin(), counts.end());
  for (const auto count : {fewest, most}) add(static_cast<std::size_t>(count - counts.begin()));
  lines.push_back(
      fmt::format("classes: {} with examples from {}", names.size(), fmt::join(classes, " to ")));
  return lines;
}

std::string resumed_line(const std::optional<std::uint64_t>& completed, const TrainingPlan& plan) {
  if (!completed) return "resumed: there is no checkpoint, so the run starts again at iteration 0";
  return fmt::format("resumed after {} of {} iterations", *completed, plan.iterations);
}

std::string network_line(const Experiment& experiment, const NetworkShape& shape,
                         const TrainingPlan& plan, unsigned threads) {
  const auto& optimizer = experiment.optimizer;
  return fmt::format("network {}-{}-{} {}, {}{}, {} iterations{}, {}, {} thread{}, {} kernels",
                     shape.inputs, shape.hidden_units, shape.classes,
                     experiment.activation.info.name, optimizer.info.name,
                     option_text(optimizer.options, "alpha"), plan.iterations,
                     plan.shuffled ? fmt::format(" of {} examples", plan.batch_size) : "",
                     experiment.spec.precision == Precision::single ? "float" : "double", threads,
                     threads == 1 ? "" : "s", kernel_target());
}

std::string metrics_report_line(const MetricsRow& row, const std::vector<std::string>& predicted,
                                const std::vector<std::string>& labels) {
  std::string line = fmt::format(
      "iteration {:5}  predicted {}  labels {}  loss {}  accuracy {:.3f}", row.iteration,
      ends(predicted), ends(labels), metric_text(row.train.loss), row.train.accuracy);
  if (row.validation) line += fmt::format("  validation {:.3f}", row.validation->accuracy);
  if (row.test) line += fmt::format("  test {:.3f}", row.test->accuracy);
  return line;
}

std::string outcome_line(const TrainingOutcome& outcome) {
  switch (outcome.status) {
    case TrainingStatus::stopped_early:
    case TrainingStatus::paused:
    case TrainingStatus::interrupted:
      return outcome.reason;
    case TrainingStatus::diverged:
      return "diverged: " + outcome.reason;
    case TrainingStatus::finished:
      break;
  }
  const double rate =
      outcome.seconds > 0 ? static_cast<double>(outcome.completed) / outcome.seconds : 0;
  std::string line = fmt::format("finished: {} iterations in {:.2f} s, {:.1f} a second",
                                 outcome.completed, outcome.seconds, rate);
  if (outcome.last.iteration != outcome.completed) {
    line +=
        fmt::format("; the weights of iteration {}, the best, are kept", outcome.last.iteration);
  }
  return line;
}

}  // namespace runner
