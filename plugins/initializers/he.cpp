#include <runner/plugin.hpp>

#include "scaled_draw.hpp"

namespace {

// W of mean 0 and variance 2 / fan_in, which with ReLU keeps the variance of values from layer to
// layer: normal, or uniform in [-a, a), a = sqrt(6 / fan_in). Biases are zero. He et al. 2015.
template <typename Real>
class He final : public runner::Initializer<Real> {
 public:
  void options(runner::Options& o) override { draw_.declare(o); }

  void weights(arma::Mat<Real>& W, arma::uword fan_in, arma::uword,
               runner::Random& random) override {
    draw_.fill(W, 2, fan_in, random);
  }

 private:
  runner::ScaledDraw draw_{"normal"};
};

}  // namespace

RUNNER_INITIALIZER(He, "he", "Weights scaled for ReLU, biases zero",
                   .formula = "mean W = 0, var W = 2 / fan_in", .citation = "arXiv:1502.01852")
