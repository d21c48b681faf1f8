// What differs between two runs: config, circumstances and results.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compare/circumstances.hpp"
#include "compare/result_differences.hpp"

namespace runner {

// A key or circumstance that is not the same in both.
struct TextDifference {
  std::string name;
  std::optional<std::string> first;  // nothing where it lacks
  std::optional<std::string> second;
};

struct CircumstanceDifference : TextDifference {
  Consequence consequence = Consequence::none;
};

struct RunDiff {
  std::vector<TextDifference> config;  // without `name`
  std::vector<CircumstanceDifference> circumstances;
  MetricsComparison metrics;
  std::optional<WeightsComparison> weights;          // nothing if one run has none
  std::optional<PredictionsComparison> predictions;  // likewise
  // "first" or "second" if that run alone has them; else empty.
  std::string_view run_with_weights;
  std::string_view run_with_predictions;

  // Of the results; different if one run alone has weights or predictions.
  Agreement agreement = Agreement::identical;
};

std::vector<CircumstanceDifference> circumstance_differences(const RunManifest& first,
                                                             const RunManifest& second);

// Requires: the records have their configs.
// Throws: Error (not_readable, damaged) if results cannot be read.
RunDiff diff_runs(const RunRecord& first, const RunRecord& second);

// "by up to 0.5 of the largest one, in W1"
// Requires: the weights differ, and have the same names, shapes and types.
std::string gap_text(const WeightsComparison& weights);

// "iteration 300, where train_loss is 0.5 and 0.6"
std::string gap_text(const MetricsGap& gap);

}  // namespace runner
