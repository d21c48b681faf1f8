#pragma once

#include <cstdint>
#include <optional>

#include "network/loss_sums.hpp"

namespace runner {

// Mean loss and accuracy over a set of examples.
struct Figures {
  double loss = 0;
  double accuracy = 0;  // from 0 to 1

  static Figures mean_of(const LossSums& sums) {
    const auto examples = static_cast<double>(sums.examples);
    return {sums.loss / examples, static_cast<double>(sums.correct) / examples};
  }
};

// A row of metrics.csv: the figures of the weights after `iteration` updates.
struct MetricsRow {
  std::uint64_t iteration = 0;
  std::uint64_t epoch = 0;  // completed passes over the training set
  Figures train;
  std::optional<Figures> validation;
  std::optional<Figures> test;
  double seconds = 0;  // spent in updates so far
};

}  // namespace runner
