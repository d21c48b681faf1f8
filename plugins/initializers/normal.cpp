#include <runner/plugin.hpp>

namespace {

// W ~ N(mean, deviation^2), independent of the layer's size, as np.random.normal(mean, deviation,
// (rows, columns)) draws it. Not truncated. Biases are zero.
template <typename Real>
class Normal final : public runner::Initializer<Real> {
 public:
  void options(runner::Options& o) override {
    o.real("mean", mean_, {.at_least = -1e6, .at_most = 1e6, .doc = "Mean of the weights"});
    o.real("deviation", deviation_,
           {.above = 0.0, .at_most = 1e6, .doc = "Standard deviation of the weights"});
  }

  void weights(arma::Mat<Real>& W, arma::uword, arma::uword, runner::Random& random) override {
    for (arma::uword row = 0; row < W.n_rows; ++row) {
      for (arma::uword col = 0; col < W.n_cols; ++col) {
        W(row, col) = static_cast<Real>(mean_ + deviation_ * random.normal());
      }
    }
  }

 private:
  double mean_ = 0.0;
  double deviation_ = 0.05;
};

}  // namespace

RUNNER_INITIALIZER(Normal, "normal", "Normal weights, independent of the layer's size; biases zero",
                   .formula = "W ~ N(mean, deviation^2)")
