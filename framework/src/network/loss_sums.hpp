#pragma once

#include <cstdint>

namespace runner {

// Sums over examples; a mean is theirs divided by `examples`.
struct LossSums {
  double loss = 0;            // cross-entropy, natural logarithm
  std::uint64_t correct = 0;  // the largest probability stands at the label (the first of equals)
  std::uint64_t examples = 0;

  void add(const LossSums& other) {
    loss += other.loss;
    correct += other.correct;
    examples += other.examples;
  }
};

}  // namespace runner
