#include <runner/plugin.hpp>

namespace {

// Hyperbolic tangent: g(x) = tanh x;  g'(x) = 1 - g^2.
template <typename Real>
class Tanh final : public runner::Activation<Real> {
 public:
  using Mat = arma::Mat<Real>;

  void forward(const Mat& x, Mat& y) const override { y = arma::tanh(x); }

  void backward(const Mat&, const Mat& y, const Mat& dy, Mat& dx) const override {
    dx = dy % (1 - arma::square(y));
  }
};

}  // namespace

RUNNER_ACTIVATION(Tanh, "tanh", "Hyperbolic tangent", .formula = "tanh x")
