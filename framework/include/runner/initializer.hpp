#pragma once

#include <runner/armadillo.hpp>
#include <runner/options.hpp>
#include <runner/random.hpp>

namespace runner {

// Draws a layer's first weights. The host calls weights() then biases() for the first layer, then
// for the second, with one generator. Draw in double and row by row (Random::fill_uniform and
// fill_normal do), so that NumPy can repeat the draws.
template <typename Real>
class Initializer : public Plugin {
 public:
  using Mat = arma::Mat<Real>;
  using Col = arma::Col<Real>;

  // W is fan_out x fan_in and comes with its size; set every element.
  virtual void weights(Mat& W, arma::uword fan_in, arma::uword fan_out, Random& random) = 0;

  // b has fan_out elements, all zero, which is what most initializers want.
  virtual void biases(Col& /*b*/, arma::uword /*fan_in*/, arma::uword /*fan_out*/,
                      Random& /*random*/) {}
};

}  // namespace runner
