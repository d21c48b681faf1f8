#pragma once

#include <hwy/aligned_allocator.h>

#include "network/two_layer_network.hpp"

namespace runner {

// Packed weights (packed_weights.hpp), aligned for every vector.
template <typename Real>
using PackedWeights = hwy::AlignedFreeUniquePtr<Real[]>;

// The network's weights, prepared for passes over tiles.
template <typename Real>
struct PassWeights {
  PackedWeights<Real> W1;         // divided by the data's scale, so that stored values need not be
  arma::Mat<Real> W2_transposed;  // H x C

  // Uninitialized until the first assign().
  explicit PassWeights(const NetworkShape& shape);
  void assign(const TwoLayerNetwork<Real>& network);
};

// Gradients summed over examples, with respect to stored values for W1.
template <typename Real>
class GradientSums {
 public:
  // Uninitialized until the first zero().
  explicit GradientSums(const NetworkShape& shape);

  void zero();
  // Requires: the same shape.
  void add(const GradientSums& other);

  // gradient = sums / examples; that of W1 is also divided by the data's scale.
  void write_mean(double examples, double scale, Parameters<Real>& gradient) const;

  PackedWeights<Real> W1;
  arma::Col<Real> b1;
  arma::Mat<Real> W2;
  arma::Col<Real> b2;

 private:
  NetworkShape shape_;
  std::size_t packed_size_;  // elements of W1
};

}  // namespace runner
