// Differences between groups, over the seeds that they have in common.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compare/run_groups.hpp"
#include "statistics/statistics.hpp"

namespace runner {

// How group `first` differs from group `second` in a metric; `first` is the one ranked higher.
struct GroupDifference {
  std::uint32_t first = 0;
  std::uint32_t second = 0;
  Spread spread;          // of first - second over the common units; its count is their number
  double p = 1;           // of the sign-flip test
  bool exact = true;      // see SignFlipTest
  double adjusted_p = 1;  // by Holm over all pairs of the family
  double won = 0;         // share of the units in which `first` is better; ties half

  // The 95 % interval of the mean difference by Student's t, not adjusted.
  std::optional<Interval> interval() const { return t_interval(spread); }
  bool is_significant() const { return adjusted_p <= significance_level; }
};

// All pairs that were compared in one metric. Pairs on other data are never compared.
struct DifferenceFamily {
  Metric metric = Metric::validation_accuracy;
  std::vector<GroupDifference> pairs;  // with at least one common unit
  std::uint64_t comparable_pairs = 0;  // on the same data, with common units or without
};

struct DifferenceOptions {
  std::optional<std::size_t> against;  // a group: only its pairs; otherwise all pairs
};

// Compares the groups in the order of `order`, which ranks them.
DifferenceFamily compare_groups(const RunGroups& groups, const std::vector<std::size_t>& order,
                                Metric metric, const DifferenceOptions& options);

// The group with this label.
// Throws: Error (invalid_input) with the known labels if there is none.
std::size_t find_group(const RunGroups& groups, const std::string& label);

}  // namespace runner
