#pragma once

#include <cstdint>
#include <span>

#include <runner/armadillo.hpp>

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

// Each column of Z2 (C x n) becomes its softmax: exp(z - max) / sum, which cannot overflow.
template <typename Real>
void softmax(arma::Mat<Real>& Z2);

// As softmax(), and returns the sums of the loss log(sum exp(z - max)) - (z_label - max). It is
// finite whenever Z2 is, and NaN when Z2 holds one. labels has n entries, below C.
template <typename Real>
LossSums softmax_cross_entropy(arma::Mat<Real>& Z2, std::span<const std::uint32_t> labels);

}  // namespace runner
