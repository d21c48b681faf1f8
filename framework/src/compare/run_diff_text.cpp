#include <utility>

#include <fmt/format.h>

#include "compare/comparison_text.hpp"
#include "compare/run_diff_formats.hpp"
#include "compare/text_table.hpp"

namespace runner {
namespace {

template <typename Difference>
void append_table(std::string& text, const std::string& title,
                  const std::vector<Difference>& differences, std::optional<std::size_t> width) {
  if (differences.empty()) return;
  TextTable table;
  table.columns = {{title}, {"first"}, {"second"}};
  for (const auto& item : differences) {
    table.rows.push_back({item.name, item.first.value_or("-"), item.second.value_or("-")});
  }
  text += draw(table, width).text + '\n';
}

std::string metrics_sentence(const MetricsComparison& metrics) {
  if (metrics.common_rows == 0) return "They have no row of metrics for the same iteration.";
  std::string text;
  if (!metrics.first_gap) {
    text = metrics.common_rows == 1
               ? "Their only common row of metrics is equal to the last bit"
               : fmt::format("Their {} common rows of metrics are equal to the last bit",
                             metrics.common_rows);
  } else if (!metrics.first_far) {
    text = fmt::format("Their metrics are equal to 1e-9, and to the last bit before {}",
                       gap_text(*metrics.first_gap));
  } else {
    text = fmt::format("Their metrics part at {}", gap_text(*metrics.first_far));
    if (metrics.first_gap->iteration < metrics.first_far->iteration) {
      text += fmt::format("; before that they are equal to 1e-9, and to the last bit before {}",
                          gap_text(*metrics.first_gap));
    }
  }
  if (metrics.rows_of_one > 0) {
    text += fmt::format("; {} row{} for an iteration that the other run does not have",
                        metrics.rows_of_one, metrics.rows_of_one == 1 ? " is" : "s are");
  }
  return text + '.';
}

std::string weights_sentence(const WeightsComparison& weights) {
  if (weights.agreement == Agreement::identical) return "Their weights are equal to the last bit.";
  if (weights.array.empty()) return "Their weights have other shapes or types.";
  return fmt::format("Their weights differ {}.", gap_text(weights));
}

std::string predictions_sentence(const PredictionsComparison& predictions) {
  if (!predictions.same_examples) return "Their test examples are not the same.";
  if (predictions.different > 0) {
    return fmt::format("They predict another class for {} of {} test examples.",
                       predictions.different, predictions.examples);
  }
  return fmt::format("They predict the same class for all {} test examples.", predictions.examples);
}

}  // namespace

std::string diff_text(const RunDiff& diff, std::optional<std::size_t> width) {
  std::string text;
  append_table(text, "config", diff.config, width);
  append_table(text, "circumstance", diff.circumstances, width);
  if (diff.agreement == Agreement::identical && diff.metrics.common_rows > 0) {
    return text + "Their results are the same to the last bit.\n";
  }
  text += wrapped_text(metrics_sentence(diff.metrics), width);
  for (const auto& [run, what] : {std::pair(diff.run_with_weights, "weights"),
                                  std::pair(diff.run_with_predictions, "predictions")}) {
    if (!run.empty()) text += wrapped_text(fmt::format("Only the {} has {}.", run, what), width);
  }
  if (diff.weights) text += wrapped_text(weights_sentence(*diff.weights), width);
  if (diff.predictions) text += wrapped_text(predictions_sentence(*diff.predictions), width);
  return text;
}

}  // namespace runner
