#include <runner/plugin.hpp>

namespace {

// g(x) = x s with s = 1 / (1 + exp(-beta x));  g'(x) = s + beta g (1 - s).
// A complete activation to start from: put your own formula into this comment, forward(),
// backward() and the last line.
template <typename Real>
class PluginClass final : public runner::Activation<Real> {
 public:
  using Mat = arma::Mat<Real>;

  // What a config may say beside the name. The member's value is the default.
  void options(runner::Options& o) override {
    o.real("beta", beta_, {.above = 0.0, .at_most = 100.0, .doc = "Steepness of the gate"});
  }

  // y = g(x), each element on its own.
  void forward(const Mat& x, Mat& y) const override { y = x % gate(x); }

  // dx = dy g'(x), with y = g(x) from forward().
  void backward(const Mat& x, const Mat& y, const Mat& dy, Mat& dx) const override {
    const Mat s = gate(x);
    dx = dy % (s + static_cast<Real>(beta_) * y % (1 - s));
  }

 private:
  Mat gate(const Mat& x) const { return 1 / (1 + arma::exp(static_cast<Real>(-beta_) * x)); }

  double beta_ = 1.0;
};

}  // namespace

RUNNER_ACTIVATION(PluginClass, "plugin_name", "Self-gated activation",
                  .formula = "x / (1 + exp(-beta x))")
