#include <cmath>

#include <runner/plugin.hpp>

namespace {

// Hard sigmoid, piecewise linear: g(x) = min(max(x + 3, 0), 6) / 6;  g'(x) = 1/6 for
// -3 < x < 3, else 0.  Howard et al. 2019.
template <typename Real>
class HardSigmoid final : public runner::Activation<Real> {
 public:
  using Mat = arma::Mat<Real>;

  void forward(const Mat& x, Mat& y) const override {
    runner::map(x, y, [](Real v) { return runner::clamp(v + 3, 0, 6) / 6; });
  }

  void backward(const Mat& x, const Mat&, const Mat& dy, Mat& dx) const override {
    runner::map(x, dy, dx, [](Real v, Real upper) {
      return runner::select(std::abs(v) < 3, upper / 6, Real(0));
    });
  }
};

}  // namespace

RUNNER_ACTIVATION(HardSigmoid, "hard_sigmoid",
                  "Piecewise linear approximation of the logistic function",
                  .formula = "min(max(x + 3, 0), 6) / 6", .citation = "arXiv:1905.02244")
