#include <cmath>

#include <runner/plugin.hpp>

namespace {

// Exponential linear unit: g(x) = x for x > 0, else alpha (exp(x) - 1);  g'(x) = 1 for x > 0, else
// alpha exp(x) = g + alpha.  Clevert et al. 2016.
template <typename Real>
class Elu final : public runner::Activation<Real> {
 public:
  using Mat = arma::Mat<Real>;

  void options(runner::Options& o) override {
    o.real("alpha", alpha_,
           {.above = 0.0, .at_most = 100.0, .doc = "Minus the limit far below zero"});
  }

  void forward(const Mat& x, Mat& y) const override {
    const Real alpha = static_cast<Real>(alpha_);
    runner::map(x, y,
                [alpha](Real v) { return runner::select(v > 0, v, alpha * runner::expm1(v)); });
  }

  // g + alpha is alpha exp(x) to within a rounding of alpha, without a second exponential.
  void backward(const Mat& x, const Mat& y, const Mat& dy, Mat& dx) const override {
    const Real alpha = static_cast<Real>(alpha_);
    runner::map(x, y, dy, dx, [alpha](Real v, Real g, Real upper) {
      return runner::select(v > 0, upper, upper * (g + alpha));
    });
  }

 private:
  double alpha_ = 1.0;
};

}  // namespace

RUNNER_ACTIVATION(Elu, "elu", "Exponential linear unit",
                  .formula = "x for x > 0, else alpha (exp(x) - 1)", .citation = "arXiv:1511.07289")
