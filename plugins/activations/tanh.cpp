#include <runner/plugin.hpp>

namespace {

// Hyperbolic tangent: g(x) = tanh x;  g'(x) = 1 - g^2.
template <typename Real>
class Tanh final : public runner::Activation<Real> {
 public:
  using Mat = arma::Mat<Real>;

  void forward(const Mat& x, Mat& y) const override {
    runner::map(x, y, [](Real v) { return runner::tanh(v); });
  }

  void backward(const Mat&, const Mat& y, const Mat& dy, Mat& dx) const override {
    runner::map(y, dy, dx, [](Real g, Real upper) { return upper * (1 - g * g); });
  }
};

}  // namespace

RUNNER_ACTIVATION(Tanh, "tanh", "Hyperbolic tangent", .formula = "tanh x")
