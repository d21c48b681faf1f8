#include <algorithm>
#include <cmath>

#include <runner/plugin.hpp>

namespace {

// Softplus, a smooth ReLU: g(x) = log(1 + exp(beta x)) / beta;  g'(x) = sigmoid(beta x).
// Dugas et al. 2000.
//
// With e = exp(-|beta x|), which cannot overflow: g = max(x, 0) + log(1 + e) / beta, and
// g' = 1 / (1 + e), or e / (1 + e) below zero.
template <typename Real>
class Softplus final : public runner::Activation<Real> {
 public:
  using Mat = arma::Mat<Real>;

  void options(runner::Options& o) override {
    o.real("beta", beta_,
           {.at_least = 0.01, .at_most = 100.0, .doc = "Sharpness of the bend at zero"});
  }

  // log1p is not inlined, so elements are computed one by one, for which std::exp is faster.
  void forward(const Mat& x, Mat& y) const override {
    const Real beta = static_cast<Real>(beta_);
    runner::map(x, y, [beta](Real v) {
      return std::max(v, Real(0)) + std::log1p(std::exp(-std::abs(beta * v))) / beta;
    });
  }

  void backward(const Mat& x, const Mat&, const Mat& dy, Mat& dx) const override {
    const Real beta = static_cast<Real>(beta_);
    runner::map(x, dy, dx, [beta](Real v, Real upper) {
      const Real e = runner::exp(-std::abs(beta * v));
      return upper * ((v < 0 ? e : Real(1)) / (1 + e));
    });
  }

 private:
  double beta_ = 1.0;
};

}  // namespace

RUNNER_ACTIVATION(Softplus, "softplus", "Smooth approximation of the rectified linear unit",
                  .formula = "log(1 + exp(beta x)) / beta", .citation = "Dugas et al., NIPS 2000")
