#pragma once

#include <utility>

#include <runner/parameters.hpp>
#include <runner/random.hpp>

#include "data/input_transform.hpp"
#include "plugin_host/bound_plugin.hpp"

namespace runner {

// The parameters and the activation g of
//
//     Z1 = W1 X + b1   A1 = g(Z1)   Z2 = W2 A1 + b2   A2 = softmax(Z2)
//
// where X has an example a column: its inputs, which follow from stored values by inputs().
template <typename Real>
class TwoLayerNetwork {
 public:
  // All parameters are zero. The activation must outlive the network.
  TwoLayerNetwork(const NetworkShape& shape, const BoundPlugin& activation, InputTransform inputs)
      : parameters(shape), activation_(&activation), inputs_(std::move(inputs)) {}

  // Has the initializer draw W1, b1, W2, b2, in this order.
  // Throws: Error (plugin_failed).
  void initialize(const BoundPlugin& initializer, Random& random);

  const NetworkShape& shape() const { return parameters.shape(); }
  const InputTransform& inputs() const { return inputs_; }

  // A1 = g(Z1). Throws: Error (plugin_failed).
  void activate(const arma::Mat<Real>& Z1, arma::Mat<Real>& A1) const;
  // dZ1 = dA1 .* g'(Z1), with A1 = g(Z1). Throws: Error (plugin_failed).
  void activate_back(const arma::Mat<Real>& Z1, const arma::Mat<Real>& A1,
                     const arma::Mat<Real>& dA1, arma::Mat<Real>& dZ1) const;

  Parameters<Real> parameters;

 private:
  const BoundPlugin* activation_;
  InputTransform inputs_;
};

}  // namespace runner
