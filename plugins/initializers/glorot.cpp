#include <cmath>

#include <runner/plugin.hpp>

namespace {

// W ~ U[-a, a), a = sqrt(6 / (fan_in + fan_out)): keeps the variance of values and of gradients
// alike from layer to layer. Biases are zero. Glorot and Bengio 2010.
template <typename Real>
class Glorot final : public runner::Initializer<Real> {
 public:
  void weights(arma::Mat<Real>& W, arma::uword fan_in, arma::uword fan_out,
               runner::Random& random) override {
    const double bound = std::sqrt(6.0 / static_cast<double>(fan_in + fan_out));
    random.fill_uniform(W, -bound, bound);
  }
};

}  // namespace

RUNNER_INITIALIZER(Glorot, "glorot", "Uniform weights scaled by both layer sizes, biases zero",
                   .formula = "W ~ U[-a, a), a = sqrt(6 / (fan_in + fan_out))",
                   .citation = "Glorot and Bengio, AISTATS 2010")
