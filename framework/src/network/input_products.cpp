#include "network/input_products.hpp"

namespace runner {

template <typename Real>
void InputProducts<Real>::set_weights(const Mat& W1) {
  scaled_W1_ = W1 / static_cast<Real>(scale_);
}

// Armadillo hands each of these to one gemm call that writes into the left side.
template <typename Real>
void InputProducts<Real>::forward(const Mat& X, Mat& Z1) const {
  Z1 = scaled_W1_ * X;
}

template <typename Real>
void InputProducts<Real>::backward(const Mat& dZ1, const Mat& X, Mat& sum) const {
  sum += dZ1 * X.t();
}

template <typename Real>
void InputProducts<Real>::finish(Mat& sum) const {
  sum /= static_cast<Real>(scale_);
}

template class InputProducts<float>;
template class InputProducts<double>;

}  // namespace runner
