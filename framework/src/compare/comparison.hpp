// What `runner compare` finds out about some runs; formats and sentences are made from it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compare/group_differences.hpp"
#include "compare/single_networks.hpp"

namespace runner {

struct ComparisonOptions {
  std::optional<Metric> metric;      // to rank by; nothing: default_ranking_metric()
  std::string over = "seed";         // the key to aggregate over
  std::string against;               // a group's label; empty: all pairs
  std::optional<double> difference;  // to find with power 0.8
  bool at_end = true;                // the rows are those of the runs' weights
};

struct Comparison {
  RunGroups groups;
  Metric metric = Metric::validation_accuracy;  // ranked by
  bool metric_was_chosen = false;               // by --metric
  std::vector<std::size_t> order;               // of the groups, from ranked()
  // In the ranking metric and, where it was measured and is another one, in test_accuracy.
  std::vector<DifferenceFamily> families;
  std::optional<double> difference;
  std::optional<SingleNetworks> networks;  // of two groups of one run each
};

// Groups, ranks and compares the runs.
// Throws: Error (invalid_input) if `over` or `against` are unknown; Error (damaged, ...) never:
// predictions that cannot be read leave `networks` empty.
Comparison compare_runs(std::vector<MeasuredRun> runs, const ComparisonOptions& options);

}  // namespace runner
