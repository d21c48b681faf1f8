#pragma once

#include <runner/parameters.hpp>
#include <runner/random.hpp>

#include "plugin_host/bound_plugin.hpp"

namespace runner {

// The parameters and the activation g of
//
//     Z1 = W1 X + b1   A1 = g(Z1)   Z2 = W2 A1 + b2   A2 = softmax(Z2)
//
// where X has an example a column: its stored values, divided by the data's scale.
template <typename Real>
class TwoLayerNetwork {
 public:
  // All parameters are zero. The activation must outlive the network. `scale`: the data's.
  TwoLayerNetwork(const NetworkShape& shape, const BoundPlugin& activation, double scale)
      : parameters(shape), activation_(&activation), scale_(scale) {}

  // Has the initializer draw W1, b1, W2, b2, in this order.
  // Throws: Error (plugin_failed).
  void initialize(const BoundPlugin& initializer, Random& random);

  const NetworkShape& shape() const { return parameters.shape(); }
  double scale() const { return scale_; }

  // A1 = g(Z1). Throws: Error (plugin_failed).
  void activate(const arma::Mat<Real>& Z1, arma::Mat<Real>& A1) const;
  // dZ1 = dA1 .* g'(Z1), with A1 = g(Z1). Throws: Error (plugin_failed).
  void activate_back(const arma::Mat<Real>& Z1, const arma::Mat<Real>& A1,
                     const arma::Mat<Real>& dA1, arma::Mat<Real>& dZ1) const;

  Parameters<Real> parameters;

 private:
  const BoundPlugin* activation_;
  double scale_;
};

}  // namespace runner
