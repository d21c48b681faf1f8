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
    const Real* const in = x.memptr();
    Real* const out = y.memptr();
    for (arma::uword i = 0; i < x.n_elem; ++i) out[i] = in[i] > 0 ? in[i] : slope * in[i];
  }

  void backward(const Mat& x, const Mat&, const Mat& dy, Mat& dx) const override {
    const Real slope = static_cast<Real>(slope_);
    const Real* const in = x.memptr();
    const Real* const upper = dy.memptr();
    Real* const out = dx.memptr();
    for (arma::uword i = 0; i < x.n_elem; ++i) out[i] = in[i] > 0 ? upper[i] : slope * upper[i];
  }

 private:
  double slope_ = 0.01;
};

}  // namespace

RUNNER_ACTIVATION(LeakyRelu, "leaky_relu", "Rectified linear unit that leaks below zero",
                  .formula = "x for x > 0, else slope x", .citation = "Maas et al., ICML 2013")
