#include <cmath>

#include <runner/plugin.hpp>

namespace {

// Swish, called SiLU when beta is 1: g(x) = x s with s = sigmoid(beta x);
// g'(x) = s + beta x s (1 - s).  Ramachandran et al. 2017.
//
// With e = exp(-|beta x|), which cannot overflow: s = 1 / (1 + e), or e / (1 + e) below zero, and
// s (1 - s) = e / (1 + e)^2.
template <typename Real>
class Swish final : public runner::Activation<Real> {
 public:
  using Mat = arma::Mat<Real>;

  void options(runner::Options& o) override {
    o.real("beta", beta_, {.above = 0.0, .at_most = 100.0, .doc = "Steepness of the gate"});
  }

  void forward(const Mat& x, Mat& y) const override {
    const Real beta = static_cast<Real>(beta_);
    runner::map(x, y, [beta](Real v) {
      const Real e = runner::exp(-std::abs(beta * v));
      return v * ((v < 0 ? e : Real(1)) / (1 + e));
    });
  }

  void backward(const Mat& x, const Mat&, const Mat& dy, Mat& dx) const override {
    const Real beta = static_cast<Real>(beta_);
    runner::map(x, dy, dx, [beta](Real v, Real upper) {
      const Real e = runner::exp(-std::abs(beta * v));
      const Real s = (v < 0 ? e : Real(1)) / (1 + e);
      return upper * (s + beta * v * (e / ((1 + e) * (1 + e))));
    });
  }

 private:
  double beta_ = 1.0;
};

}  // namespace

RUNNER_ACTIVATION(Swish, "swish", "Self-gated activation; SiLU when beta is 1",
                  .formula = "x sigmoid(beta x)", .citation = "arXiv:1710.05941")
