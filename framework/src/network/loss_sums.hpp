#pragma once

#include <cstdint>

namespace runner {

// Sums over examples, from which means follow by division.
struct LossSums {
  double loss = 0;  // cross-entropy, -ln of the label's probability
  std::uint64_t correct =
      0;  // examples whose label has the largest probability (of equals the first)
  std::uint64_t examples = 0;

  void add(const LossSums& other) {
    loss += other.loss;
    correct += other.correct;
    examples += other.examples;
  }
};

}  // namespace runner
