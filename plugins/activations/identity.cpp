#include <runner/plugin.hpp>

namespace {

// No activation: g(x) = x;  g'(x) = 1.  Makes the network linear.
template <typename Real>
class Identity final : public runner::Activation<Real> {
 public:
  using Mat = arma::Mat<Real>;

  void forward(const Mat& x, Mat& y) const override { y = x; }

  void backward(const Mat&, const Mat&, const Mat& dy, Mat& dx) const override { dx = dy; }
};

}  // namespace

RUNNER_ACTIVATION(Identity, "identity", "No activation; makes the network linear", .formula = "x")
