#include <cmath>

#include <runner/plugin.hpp>

namespace {

// Scaled exponential linear unit: g(x) = scale x for x > 0, else scale alpha (exp(x) - 1);
// g'(x) = scale for x > 0, else scale alpha exp(x) = g + scale alpha.  With these constants, mean 0
// and variance 1 are a fixed point from layer to layer if weights have variance 1 / fan_in (lecun).
// Klambauer et al. 2017.
template <typename Real>
class Selu final : public runner::Activation<Real> {
 public:
  using Mat = arma::Mat<Real>;

  void forward(const Mat& x, Mat& y) const override {
    runner::map(x, y, [](Real v) {
      return runner::select(v > 0, scale * v, scale_alpha * runner::expm1(v));
    });
  }

  // g + scale alpha is scale alpha exp(x) to within a rounding, without a second exponential.
  void backward(const Mat& x, const Mat& y, const Mat& dy, Mat& dx) const override {
    runner::map(x, y, dy, dx, [](Real v, Real g, Real upper) {
      return upper * runner::select(v > 0, scale, g + scale_alpha);
    });
  }

 private:
  static constexpr long double exact_scale = 1.0507009873554804934193349852946L;
  static constexpr long double exact_alpha = 1.6732632423543772848170429916717L;
  static constexpr Real scale = static_cast<Real>(exact_scale);
  static constexpr Real scale_alpha = static_cast<Real>(exact_scale * exact_alpha);
};

}  // namespace

RUNNER_ACTIVATION(Selu, "selu", "Self-normalizing exponential linear unit, for use with lecun",
                  .formula = "1.0507 x for x > 0, else 1.7581 (exp(x) - 1)",
                  .citation = "arXiv:1706.02515")
