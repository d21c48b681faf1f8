#pragma once

#include <runner/armadillo.hpp>
#include <runner/elementwise.hpp>
#include <runner/map.hpp>
#include <runner/options.hpp>

namespace runner {

// An activation function g of the hidden layer, applied to each element on its own.
//
// Both functions are const and called from several threads at once, on matrices of any shape: what
// comes out for an element may depend on that element alone. y and dx come with the size of x;
// assign to all of their elements, never resize them. They never alias an input. A NaN in x must
// stay one in y, or a diverged run would go unnoticed.
template <typename Real>
class Activation : public Plugin {
 public:
  using Mat = arma::Mat<Real>;

  // y = g(x)
  virtual void forward(const Mat& x, Mat& y) const = 0;

  // dx = dy .* g'(x), with y = g(x) as forward() left it.
  virtual void backward(const Mat& x, const Mat& y, const Mat& dy, Mat& dx) const = 0;
};

}  // namespace runner
