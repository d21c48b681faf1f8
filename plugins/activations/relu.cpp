#include <runner/plugin.hpp>

namespace {

// Rectified linear unit: g(x) = max(x, 0);  g'(x) = 1 for x > 0, else 0.  Nair and Hinton 2010.
template <typename Real>
class Relu final : public runner::Activation<Real> {
 public:
  using Mat = arma::Mat<Real>;

  void forward(const Mat& x, Mat& y) const override {
    runner::map(x, y, [](Real v) { return v < 0 ? Real(0) : v; });
  }

  void backward(const Mat& x, const Mat&, const Mat& dy, Mat& dx) const override {
    runner::map(x, dy, dx, [](Real v, Real upper) { return v > 0 ? upper : Real(0); });
  }
};

}  // namespace

RUNNER_ACTIVATION(Relu, "relu", "Rectified linear unit", .formula = "max(x, 0)")
