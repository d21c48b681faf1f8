#include "compare/comparison.hpp"

#include <algorithm>

#include "compare/ranking.hpp"

namespace runner {
namespace {

bool is_measured(const RunGroups& groups, Metric metric) {
  return std::any_of(groups.groups.begin(), groups.groups.end(), [&](const RunGroup& group) {
    return !values_of(groups, group, metric).empty();
  });
}

// The only runs of two groups.
std::optional<SingleNetworks> compare_single_runs(const RunGroups& groups,
                                                  const std::vector<std::size_t>& order) {
  if (groups.groups.size() != 2) return std::nullopt;
  const auto& first = groups.groups[order[0]].observations;
  const auto& second = groups.groups[order[1]].observations;
  if (first.size() != 1 || second.size() != 1) return std::nullopt;
  return compare_networks(groups.run_of(first[0]).record, groups.run_of(second[0]).record);
}

}  // namespace

Comparison compare_runs(std::vector<MeasuredRun> runs, const ComparisonOptions& options) {
  Comparison comparison;
  comparison.groups = make_groups(std::move(runs), options.over);
  const RunGroups& groups = comparison.groups;
  comparison.metric_was_chosen = options.metric.has_value();
  comparison.metric = options.metric ? *options.metric : default_ranking_metric(groups);
  comparison.difference = options.difference;
  comparison.order = ranked(groups, comparison.metric);
  DifferenceOptions differences;
  if (!options.against.empty()) differences.against = find_group(groups, options.against);
  std::vector<Metric> metrics{comparison.metric};
  if (comparison.metric != Metric::test_accuracy && is_measured(groups, Metric::test_accuracy)) {
    metrics.push_back(Metric::test_accuracy);
  }
  for (const Metric metric : metrics) {
    comparison.families.push_back(compare_groups(groups, comparison.order, metric, differences));
  }
  if (options.at_end) comparison.networks = compare_single_runs(groups, comparison.order);
  return comparison;
}

}  // namespace runner
