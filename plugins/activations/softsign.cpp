#include <runner/plugin.hpp>

namespace {

// Softsign: g(x) = x / (1 + |x|);  g'(x) = 1 / (1 + |x|)^2.  Like tanh, but it approaches its
// limits slowly.  Bergstra et al. 2009.
template <typename Real>
class Softsign final : public runner::Activation<Real> {
 public:
  using Mat = arma::Mat<Real>;

  void forward(const Mat& x, Mat& y) const override { y = x / (1 + arma::abs(x)); }

  void backward(const Mat& x, const Mat&, const Mat& dy, Mat& dx) const override {
    dx = dy / arma::square(1 + arma::abs(x));
  }
};

}  // namespace

RUNNER_ACTIVATION(Softsign, "softsign", "S-shaped like tanh, but approaches its limits slowly",
                  .formula = "x / (1 + |x|)",
                  .citation = "Bergstra et al., University of Montreal, report 1337, 2009")
