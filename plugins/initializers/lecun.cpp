#include <runner/plugin.hpp>

#include "scaled_draw.hpp"

namespace {

// W of mean 0 and variance 1 / fan_in, so that inputs of variance 1 give values of variance 1, as
// SELU needs: normal, or uniform in [-a, a), a = sqrt(3 / fan_in). Biases are zero. LeCun et al.
// 1998.
template <typename Real>
class Lecun final : public runner::Initializer<Real> {
 public:
  void options(runner::Options& o) override { draw_.declare(o); }

  void weights(arma::Mat<Real>& W, arma::uword fan_in, arma::uword,
               runner::Random& random) override {
    draw_.fill(W, 1, fan_in, random);
  }

 private:
  runner::ScaledDraw draw_{"normal"};
};

}  // namespace

RUNNER_INITIALIZER(Lecun, "lecun", "Weights that keep a variance of 1, as SELU needs; biases zero",
                   .formula = "mean W = 0, var W = 1 / fan_in",
                   .citation = "LeCun et al., Efficient BackProp, 1998")
