#pragma once

#include <hwy/aligned_allocator.h>

#include "network/two_layer_network.hpp"

namespace runner {

// Numbers in the order of packed_weights.hpp, at an address that suits every vector.
template <typename Real>
using PackedWeights = hwy::AlignedFreeUniquePtr<Real[]>;

// The network's weights as a pass over tiles wants them.
template <typename Real>
struct PassWeights {
  PackedWeights<Real> W1;         // divided by the data's scale, in the place of every value
  arma::Mat<Real> W2_transposed;  // H x C

  // Nothing is in it before the first assign().
  explicit PassWeights(const NetworkShape& shape);
  void assign(const TwoLayerNetwork<Real>& network);
};

// Gradients summed over examples.
template <typename Real>
class GradientSums {
 public:
  // Nothing is in it before the first zero().
  explicit GradientSums(const NetworkShape& shape);

  void zero();
  void add(const GradientSums& other);  // of the same shape

  // gradient = the sums divided by `examples`, that of W1 also by the data's scale.
  void write_mean(double examples, double scale, Parameters<Real>& gradient) const;

  PackedWeights<Real> W1;
  arma::Col<Real> b1;
  arma::Mat<Real> W2;
  arma::Col<Real> b2;

 private:
  NetworkShape shape_;
  std::size_t packed_;  // numbers in W1
};

}  // namespace runner
