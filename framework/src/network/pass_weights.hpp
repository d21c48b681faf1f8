#pragma once

#include <hwy/aligned_allocator.h>

#include "network/two_layer_network.hpp"

namespace runner {

// Packed weights (packed_weights.hpp), aligned for every vector.
template <typename Real>
using PackedWeights = hwy::AlignedFreeUniquePtr<Real[]>;

// The network's weights, prepared for passes over tiles. W1 and b1 act on stored values: the
// InputTransform is folded into them.
template <typename Real>
struct PassWeights {
  PackedWeights<Real> W1;
  arma::Col<Real> b1;
  arma::Mat<Real> W2_transposed;  // H x C

  // Uninitialized until the first assign().
  explicit PassWeights(const NetworkShape& shape);
  void assign(const TwoLayerNetwork<Real>& network);

 private:
  void assign_standardized(const Parameters<Real>& parameters, const InputTransform& inputs);

  arma::Mat<Real> folded_W1_;  // before it is packed; empty unless inputs are standardised
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

  // gradient = sums / examples, with respect to the inputs that `inputs` makes of stored values.
  void write_mean(double examples, const InputTransform& inputs, Parameters<Real>& gradient) const;

  PackedWeights<Real> W1;
  arma::Col<Real> b1;
  arma::Mat<Real> W2;
  arma::Col<Real> b2;

 private:
  void write_standardized_W1(double examples, const InputTransform& inputs,
                             arma::Mat<Real>& gradient) const;

  NetworkShape shape_;
  std::size_t packed_size_;  // elements of W1
};

}  // namespace runner
