#pragma once

#include <runner/armadillo.hpp>
#include <runner/options.hpp>
#include <runner/random.hpp>

namespace runner {

// Draws the initial parameters of a layer. The host calls weights(), then biases(), for the first
// layer and then for the second, with one generator. Draw from `random` alone, in double and row by
// row (as Random::fill_uniform and fill_normal do), so that NumPy can repeat the draws and float
// has the same ones, rounded.
template <typename Real>
class Initializer : public Plugin {
 public:
  using Mat = arma::Mat<Real>;
  using Col = arma::Col<Real>;

  // Sets every element of W, which already is fan_out x fan_in. A layer's fan_in is its number of
  // inputs, its fan_out the number of its units.
  virtual void weights(Mat& W, arma::uword fan_in, arma::uword fan_out, Random& random) = 0;

  // Sets elements of b, which has fan_out elements, all zero. By default they stay zero.
  virtual void biases(Col& /*b*/, arma::uword /*fan_in*/, arma::uword /*fan_out*/,
                      Random& /*random*/) {}
};

}  // namespace runner
