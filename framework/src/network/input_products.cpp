#include "network/input_products.hpp"

namespace runner {

template <typename Real>
void InputProducts<Real>::set_weights(const Mat& W1) {
  scaled_W1_ = W1 / static_cast<Real>(scale_);
}

template <typename Real>
void InputProducts<Real>::forward(const Mat& X, const arma::uvec& active, Mat& Z1) const {
  const Mat W1 = scaled_W1_.cols(active);
  Z1 = W1 * X;
}

template <typename Real>
void InputProducts<Real>::backward(const Mat& dZ1, const Mat& X, const arma::uvec& active,
                                   Mat& sum) const {
  const Mat dW1 = dZ1 * X.t();
  sum.cols(active) += dW1;
}

template <typename Real>
void InputProducts<Real>::finish(Mat& sum) const {
  sum /= static_cast<Real>(scale_);
}

template class InputProducts<float>;
template class InputProducts<double>;

}  // namespace runner
