#include <runner/plugin.hpp>

#include "scaled_draw.hpp"

namespace {

// W of mean 0 and variance 2 / (fan_in + fan_out), a compromise that keeps the variances of values
// and of gradients about the same from layer to layer: uniform in [-a, a), a = sqrt(6 / (fan_in +
// fan_out)), or normal. Biases are zero. Glorot and Bengio 2010.
template <typename Real>
class Glorot final : public runner::Initializer<Real> {
 public:
  void options(runner::Options& o) override { draw_.declare(o); }

  void weights(arma::Mat<Real>& W, arma::uword fan_in, arma::uword fan_out,
               runner::Random& random) override {
    draw_.fill(W, 2, fan_in + fan_out, random);
  }

 private:
  runner::ScaledDraw draw_{"uniform"};
};

}  // namespace

RUNNER_INITIALIZER(Glorot, "glorot", "Weights scaled by both layer sizes, biases zero",
                   .formula = "mean W = 0, var W = 2 / (fan_in + fan_out)",
                   .citation = "Glorot and Bengio, AISTATS 2010")
