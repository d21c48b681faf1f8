#pragma once

#include <runner/armadillo.hpp>

namespace runner {

// The two products that meet every stored value, 4 H p flops an example and nearly all of a pass.
// The data's scale is applied to W1 and dW1 rather than to each value: W1 (X / scale) = (W1 /
// scale) X.
template <typename Real>
class InputProducts {
 public:
  using Mat = arma::Mat<Real>;

  explicit InputProducts(double scale) : scale_(scale) {}

  // Once before the products of a pass, and whenever W1 (H x p) has changed.
  void set_weights(const Mat& W1);

  // Z1 = W1 X / scale. X holds the inputs `active` of the examples as stored, one example a column
  // (active.n_elem x n); the other inputs are zero. Z1 (H x n) has the right size.
  void forward(const Mat& X, const arma::uvec& active, Mat& Z1) const;

  // sum += dZ1 X^T, in the data's stored units, with dZ1 (H x n) and sum (H x p).
  void backward(const Mat& dZ1, const Mat& X, const arma::uvec& active, Mat& sum) const;

  // From a sum over backward() to dW1, in place.
  void finish(Mat& sum) const;

 private:
  double scale_;
  Mat scaled_W1_;
};

}  // namespace runner
