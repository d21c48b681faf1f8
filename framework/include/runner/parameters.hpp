// Parameters: the four arrays of the two-layer network as one vector.
#pragma once

#include <runner/armadillo.hpp>
#include <runner/network_shape.hpp>

namespace runner {

// The parameters of the network, or their gradient. `values` holds W1, b1, W2, b2 one after the
// other, each column by column. W1, b1, W2 and b2 are views of it, so that an optimizer can work on
// the whole vector or on its parts. Not copyable or movable, because of the views; assign() copies
// values.
template <typename Real>
class Parameters {
 public:
  // All values are zero.
  explicit Parameters(const NetworkShape& shape)
      : storage_(shape.parameter_count(), arma::fill::zeros),
        values(storage_.memptr(), storage_.n_elem, false, true),
        W1(values.memptr(), shape.hidden_units, shape.inputs, false, true),
        b1(values.memptr() + W1.n_elem, shape.hidden_units, false, true),
        W2(values.memptr() + W1.n_elem + b1.n_elem, shape.classes, shape.hidden_units, false, true),
        b2(values.memptr() + W1.n_elem + b1.n_elem + W2.n_elem, shape.classes, false, true),
        shape_(shape) {}

  Parameters(const Parameters&) = delete;
  Parameters& operator=(const Parameters&) = delete;
  ~Parameters() = default;

  const NetworkShape& shape() const { return shape_; }

  // Copies the values of `other`. Requires: the same shape.
  void assign(const Parameters& other) { values = other.values; }

 private:
  arma::Col<Real> storage_;

 public:
  // All five are views of fixed size: assigning to them copies values, also from a temporary.
  arma::Col<Real> values;
  arma::Mat<Real> W1;  // H x p
  arma::Col<Real> b1;  // H
  arma::Mat<Real> W2;  // C x H
  arma::Col<Real> b2;  // C

 private:
  NetworkShape shape_;
};

}  // namespace runner
