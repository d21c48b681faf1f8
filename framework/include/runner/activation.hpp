#pragma once

#include <runner/armadillo.hpp>
#include <runner/elementwise.hpp>
#include <runner/map.hpp>
#include <runner/options.hpp>

namespace runner {

// An activation function g of the hidden layer, applied to each element separately.
//
// The host calls both functions on matrices of any shape: the result for an element must depend on
// that element alone. y and dx already have the size of x: assign to all of their elements, and do
// not resize them. They share no memory with the inputs. A NaN in x must give a NaN in y, or a
// diverged run would go unnoticed.
// Thread safety: several threads call both functions of one object at once.
template <typename Real>
class Activation : public Plugin {
 public:
  using Mat = arma::Mat<Real>;

  // y = g(x)
  virtual void forward(const Mat& x, Mat& y) const = 0;

  // dx = dy .* g'(x), elementwise, given y = g(x). dy is the gradient of the loss with respect to
  // y.
  virtual void backward(const Mat& x, const Mat& y, const Mat& dy, Mat& dx) const = 0;
};

}  // namespace runner
