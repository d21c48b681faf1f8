#include <cmath>

#include <runner/plugin.hpp>

namespace {

// W ~ N(0, 2 / fan_in): keeps the variance of values from layer to layer under ReLU. Biases are
// zero. He et al. 2015.
template <typename Real>
class He final : public runner::Initializer<Real> {
 public:
  void weights(arma::Mat<Real>& W, arma::uword fan_in, arma::uword,
               runner::Random& random) override {
    random.fill_normal(W, std::sqrt(2.0 / static_cast<double>(fan_in)));
  }
};

}  // namespace

RUNNER_INITIALIZER(He, "he", "Normal weights scaled for ReLU, biases zero",
                   .formula = "W ~ N(0, 2 / fan_in)", .citation = "arXiv:1502.01852")
