// What differs between two runs: config, circumstances and results.
#pragma once

#include <optional>
#include <string>
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

  // Of the results; different if one run alone has weights or predictions.
  Agreement agreement = Agreement::identical;
};

std::vector<CircumstanceDifference> circumstance_differences(const RunManifest& first,
                                                             const RunManifest& second);

// Requires: the records have their configs.
// Throws: Error (not_readable, damaged) if results cannot be read.
RunDiff diff_runs(const RunRecord& first, const RunRecord& second);

// "iteration 300, where train_loss is 0.5 and 0.6"
std::string gap_text(const MetricsGap& gap);

}  // namespace runner
