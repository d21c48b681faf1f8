#include <cmath>
#include <numbers>
#include <string>

#include <runner/plugin.hpp>

namespace {

// Gaussian error linear unit: g(x) = x p(x);  g'(x) = p + x p'.  In the exact form p is the
// standard normal distribution function, (1 + erf(x / sqrt 2)) / 2, and p' = exp(-x^2 / 2) /
// sqrt(2 pi).  The tanh form replaces it by p = (1 + tanh u) / 2 = sigmoid(2u), where
// 2u = sqrt(8 / pi) (x + 0.044715 x^3), and p' = p (1 - p) (2u)'.  Hendrycks and Gimpel 2016.
template <typename Real>
class Gelu final : public runner::Activation<Real> {
 public:
  using Mat = arma::Mat<Real>;

  void options(runner::Options& o) override {
    o.choice("form", form_, {"exact", "tanh"},
             {.doc = "exact: the normal distribution function; tanh: its approximation by tanh"});
  }

  void forward(const Mat& x, Mat& y) const override {
    if (form_ == "exact") {
      runner::map(x, y, [](Real v) { return v * normal_distribution(v); });
    } else {
      runner::map(x, y, [](Real v) { return v * Approximation(v).p(); });
    }
  }

  void backward(const Mat& x, const Mat&, const Mat& dy, Mat& dx) const override {
    if (form_ == "exact") {
      runner::map(x, dy, dx, [](Real v, Real upper) { return upper * exact_derivative(v); });
    } else {
      runner::map(x, dy, dx,
                  [](Real v, Real upper) { return upper * Approximation(v).derivative(); });
    }
  }

 private:
  // By erfc, which is accurate far below zero, where 1 + erf cancels to 0.
  static Real normal_distribution(Real x) {
    return std::erfc(-x / std::numbers::sqrt2_v<Real>) / 2;
  }

  static Real exact_derivative(Real x) {
    constexpr Real peak = std::numbers::inv_sqrtpi_v<Real> / std::numbers::sqrt2_v<Real>;
    return normal_distribution(x) + x * peak * std::exp(-x * x / 2);
  }

  // The tanh form at x. Beyond +-30 it is x or 0 in both precisions; x is clamped, because x^3
  // would overflow further out.
  class Approximation {
   public:
    explicit Approximation(Real x)
        : x_(runner::clamp(x, -30, 30)),
          e_(runner::exp(-std::abs(slope * x_ * (1 + cubic * x_ * x_)))) {}

    Real p() const { return (x_ < 0 ? e_ : Real(1)) / (1 + e_); }

    Real derivative() const {
      const Real double_u_derivative = slope * (1 + 3 * cubic * x_ * x_);
      return p() + x_ * double_u_derivative * e_ / ((1 + e_) * (1 + e_));
    }

   private:
    static constexpr Real slope =
        2 * std::numbers::sqrt2_v<Real> * std::numbers::inv_sqrtpi_v<Real>;
    static constexpr Real cubic = static_cast<Real>(0.044715);

    Real x_;
    Real e_;  // exp(-|2u|), so that p (1 - p) = e / (1 + e)^2
  };

  std::string form_ = "exact";
};

}  // namespace

RUNNER_ACTIVATION(Gelu, "gelu", "Gaussian error linear unit",
                  .formula = "x (1 + erf(x / sqrt 2)) / 2", .citation = "arXiv:1606.08415")
