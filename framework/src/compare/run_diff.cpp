#include "compare/run_diff.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/text_width.hpp"
#include "compare/merge_keys.hpp"

namespace runner {
namespace {

std::optional<std::string> text_at(const FlatConfig& config, const std::string& key) {
  const std::string* text = find_text(config, key);
  return text == nullptr ? std::nullopt : std::optional(*text);
}

std::vector<TextDifference> config_differences(const FlatConfig& first, const FlatConfig& second) {
  std::vector<std::string> keys;
  merge_keys(keys, first);
  merge_keys(keys, second);
  std::vector<TextDifference> differences;
  for (const auto& key : keys) {
    const auto a = text_at(first, key);
    const auto b = text_at(second, key);
    if (key != "name" && a != b) differences.push_back({key, a, b});
  }
  return differences;
}

const Circumstance* find(const std::vector<Circumstance>& all, const std::string& name) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const auto& item) { return item.name == name; });
  return found == all.end() ? nullptr : &*found;
}

std::string value_text(const std::optional<double>& value) {
  return value ? fmt::format("{}", *value) : "not measured";
}

Agreement worse(Agreement a, Agreement b) { return std::max(a, b); }

}  // namespace

std::vector<CircumstanceDifference> circumstance_differences(const RunManifest& first,
                                                             const RunManifest& second) {
  const auto a = circumstances(first);
  const auto b = circumstances(second);
  std::vector<CircumstanceDifference> differences;
  for (const auto& item : a) {
    const Circumstance* other = find(b, item.name);
    if (other != nullptr && other->text == item.text) continue;
    differences.push_back(
        {{item.name, item.text, other == nullptr ? std::nullopt : std::optional(other->text)},
         item.consequence});
  }
  for (const auto& item : b) {
    if (find(a, item.name) == nullptr) {
      differences.push_back({{item.name, std::nullopt, item.text}, item.consequence});
    }
  }
  std::stable_sort(differences.begin(), differences.end(),
                   [](const auto& x, const auto& y) { return x.consequence < y.consequence; });
  return differences;
}

RunDiff diff_runs(const RunRecord& first, const RunRecord& second) {
  RunDiff diff;
  diff.config = config_differences(first.config, second.config);
  diff.circumstances = circumstance_differences(first.manifest, second.manifest);
  const RunResults a = read_results(first);
  const RunResults b = read_results(second);
  diff.metrics = compare_metrics(a.rows, b.rows);
  diff.agreement = diff.metrics.agreement();
  if (!a.weights.empty() && !b.weights.empty()) {
    diff.weights = compare_weights(a.weights, b.weights);
    diff.agreement = worse(diff.agreement, diff.weights->agreement);
  } else if (a.weights.empty() != b.weights.empty()) {
    diff.run_with_weights = b.weights.empty() ? "first" : "second";
    diff.agreement = Agreement::different;
  }
  if (!a.predictions.empty() && !b.predictions.empty()) {
    diff.predictions = compare_predictions(a.predictions, b.predictions);
    diff.agreement = worse(diff.agreement, diff.predictions->agreement());
  } else if (a.predictions.empty() != b.predictions.empty()) {
    diff.run_with_predictions = b.predictions.empty() ? "first" : "second";
    diff.agreement = Agreement::different;
  }
  return diff;
}

std::string gap_text(const MetricsGap& gap) {
  return fmt::format("iteration {}, where {} is {} and {}", gap.iteration, to_text(gap.metric),
                     value_text(gap.first), value_text(gap.second));
}

std::string gap_text(const WeightsComparison& weights) {
  const std::string array = printable(weights.array);
  if (!std::isfinite(weights.largest)) {
    return fmt::format("by an amount that is not finite, in {}", array);
  }
  return fmt::format("by up to {:.2g} of the largest one, in {}", weights.largest, array);
}

}  // namespace runner
