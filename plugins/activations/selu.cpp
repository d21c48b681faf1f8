#include <cmath>

#include <runner/plugin.hpp>

namespace {

// Scaled exponential linear unit: g(x) = scale x for x > 0, else scale alpha (exp(x) - 1);
// g'(x) = scale for x > 0, else scale alpha exp(x) = g + scale alpha.  The two constants make mean
// 0 and variance 1 a fixed point from layer to layer, for weights of variance 1 / fan_in (lecun).
// Klambauer et al. 2017.
template <typename Real>
class Selu final : public runner::Activation<Real> {
 public:
  using Mat = arma::Mat<Real>;

  void forward(const Mat& x, Mat& y) const override {
    const Real* const in = x.memptr();
    Real* const out = y.memptr();
    for (arma::uword i = 0; i < x.n_elem; ++i) {
      out[i] = in[i] > 0 ? scale * in[i] : scale_alpha * std::expm1(in[i]);
    }
  }

  // g + scale alpha is scale alpha exp(x) to within a rounding, and needs no second exponential.
  void backward(const Mat& x, const Mat& y, const Mat& dy, Mat& dx) const override {
    const Real* const in = x.memptr();
    const Real* const g = y.memptr();
    const Real* const upper = dy.memptr();
    Real* const out = dx.memptr();
    for (arma::uword i = 0; i < x.n_elem; ++i) {
      out[i] = upper[i] * (in[i] > 0 ? scale : g[i] + scale_alpha);
    }
  }

 private:
  static constexpr long double exact_scale = 1.0507009873554804934193349852946L;
  static constexpr long double exact_alpha = 1.6732632423543772848170429916717L;
  static constexpr Real scale = static_cast<Real>(exact_scale);
  static constexpr Real scale_alpha = static_cast<Real>(exact_scale * exact_alpha);
};

}  // namespace

RUNNER_ACTIVATION(Selu, "selu", "Exponential linear unit that normalises itself; for lecun weights",
                  .formula = "1.0507 x for x > 0, else 1.7581 (exp(x) - 1)",
                  .citation = "arXiv:1706.02515")
