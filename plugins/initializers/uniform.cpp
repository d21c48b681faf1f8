#include <runner/plugin.hpp>

namespace {

// Weights and biases uniform in [-0.5, 0.5): NumPy's np.random.rand(rows, columns) - 0.5, as in the
// course report that the baseline repeats.
template <typename Real>
class Uniform final : public runner::Initializer<Real> {
 public:
  using Mat = arma::Mat<Real>;
  using Col = arma::Col<Real>;

  void weights(Mat& W, arma::uword, arma::uword, runner::Random& random) override {
    random.fill_uniform(W, -0.5, 0.5);
  }
  void biases(Col& b, arma::uword, arma::uword, runner::Random& random) override {
    random.fill_uniform(b, -0.5, 0.5);
  }
};

}  // namespace

RUNNER_INITIALIZER(Uniform, "uniform", "Weights and biases uniform between -0.5 and 0.5",
                   .formula = "W, b ~ U[-0.5, 0.5)")
