#include <cmath>

#include <runner/plugin.hpp>

namespace {

// Logistic function: g(x) = 1 / (1 + exp(-x));  g'(x) = g (1 - g).
template <typename Real>
class Sigmoid final : public runner::Activation<Real> {
 public:
  using Mat = arma::Mat<Real>;

  // With e = exp(-|x|), which cannot overflow: g = 1 / (1 + e), or e / (1 + e) below zero.
  void forward(const Mat& x, Mat& y) const override {
    runner::map(x, y, [](Real v) {
      const Real e = runner::exp(-std::abs(v));
      return (v < 0 ? e : Real(1)) / (1 + e);
    });
  }

  void backward(const Mat&, const Mat& y, const Mat& dy, Mat& dx) const override {
    runner::map(y, dy, dx, [](Real g, Real upper) { return upper * g * (1 - g); });
  }
};

}  // namespace

RUNNER_ACTIVATION(Sigmoid, "sigmoid", "Logistic function", .formula = "1 / (1 + exp(-x))")
