#include <runner/plugin.hpp>

namespace {

// Rectified linear unit: g(x) = max(x, 0);  g'(x) = 1 for x > 0, else 0.  Nair and Hinton 2010.
template <typename Real>
class Relu final : public runner::Activation<Real> {
 public:
  using Mat = arma::Mat<Real>;

  void forward(const Mat& x, Mat& y) const override {
    const Real* const in = x.memptr();
    Real* const out = y.memptr();
    for (arma::uword i = 0; i < x.n_elem; ++i) out[i] = in[i] < 0 ? Real(0) : in[i];
  }

  void backward(const Mat& x, const Mat&, const Mat& dy, Mat& dx) const override {
    const Real* const in = x.memptr();
    const Real* const upper = dy.memptr();
    Real* const out = dx.memptr();
    for (arma::uword i = 0; i < x.n_elem; ++i) out[i] = in[i] > 0 ? upper[i] : Real(0);
  }
};

}  // namespace

RUNNER_ACTIVATION(Relu, "relu", "Rectified linear unit", .formula = "max(x, 0)")
