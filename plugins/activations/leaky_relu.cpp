#include <runner/plugin.hpp>

namespace {

// Leaky rectified linear unit: g(x) = x for x > 0, else slope x;  g'(x) = 1 for x > 0, else slope.
// Maas et al. 2013.
template <typename Real>
class LeakyRelu final : public runner::Activation<Real> {
 public:
  using Mat = arma::Mat<Real>;

  void options(runner::Options& o) override {
    o.real("slope", slope_, {.at_least = 0.0, .below = 1.0, .doc = "Slope below zero"});
  }

  void forward(const Mat& x, Mat& y) const override {
    const Real slope = static_cast<Real>(slope_);
    runner::map(x, y, [slope](Real v) { return runner::select(v > 0, v, slope * v); });
  }

  void backward(const Mat& x, const Mat&, const Mat& dy, Mat& dx) const override {
    const Real slope = static_cast<Real>(slope_);
    runner::map(x, dy, dx, [slope](Real v, Real upper) {
      return runner::select(v > 0, upper, slope * upper);
    });
  }

 private:
  double slope_ = 0.01;
};

}  // namespace

RUNNER_ACTIVATION(LeakyRelu, "leaky_relu", "Rectified linear unit with a small slope below zero",
                  .formula = "x for x > 0, else slope x", .citation = "Maas et al., ICML 2013")
