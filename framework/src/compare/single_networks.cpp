#include "compare/single_networks.hpp"

#include <vector>

#include "runs/predictions.hpp"

namespace runner {
namespace {

std::vector<PredictionLine> predictions_of(const RunRecord& record) {
  const DataSummary& summary = record.manifest.data->summary;
  return read_predictions(record.folder, {summary.first_label, summary.class_names});
}

bool same_test_set(const RunRecord& first, const RunRecord& second) {
  const auto& a = first.manifest.data;
  const auto& b = second.manifest.data;
  return a && b && a->sha256 == b->sha256 && a->test_examples == b->test_examples &&
         a->test_examples > 0;
}

}  // namespace

std::optional<SingleNetworks> compare_networks(const RunRecord& first, const RunRecord& second) {
  if (!same_test_set(first, second)) return std::nullopt;
  SingleNetworks result;
  try {
    const auto a = predictions_of(first);
    const auto b = predictions_of(second);
    if (a.size() != b.size() || a.empty()) return std::nullopt;
    for (std::size_t i = 0; i < a.size(); ++i) {
      if (a[i].index != b[i].index || a[i].label != b[i].label) return std::nullopt;
      const bool first_right = a[i].predicted == a[i].label;
      const bool second_right = b[i].predicted == b[i].label;
      result.first_right += first_right;
      result.second_right += second_right;
      result.only_first_right += first_right && !second_right;
      result.only_second_right += second_right && !first_right;
    }
    result.examples = a.size();
  } catch (const Error&) {
    return std::nullopt;  // `runner show` says what is wrong with the file
  }
  result.p = mcnemar_exact(result.only_first_right, result.only_second_right);
  result.first_accuracy = wilson_interval(result.first_right, result.examples);
  result.second_accuracy = wilson_interval(result.second_right, result.examples);
  return result;
}

}  // namespace runner
