// Two trained networks on the same test examples. It says nothing about their settings.
#pragma once

#include <cstdint>
#include <optional>

#include "runs/run_record.hpp"
#include "statistics/statistics.hpp"

namespace runner {

struct SingleNetworks {
  std::uint64_t examples = 0;
  std::uint64_t first_right = 0;
  std::uint64_t second_right = 0;
  std::uint64_t only_first_right = 0;  // of the examples that the second network misses
  std::uint64_t only_second_right = 0;
  double p = 1;  // McNemar's exact test
  Interval first_accuracy;
  Interval second_accuracy;
};

// Compares the networks by their runs' predictions.csv.
// Returns nothing unless both files can be read and are about the same test examples.
std::optional<SingleNetworks> compare_networks(const RunRecord& first, const RunRecord& second);

}  // namespace runner
