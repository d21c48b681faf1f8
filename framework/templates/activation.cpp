#include <runner/plugin.hpp>

namespace {

// g(x) = x s with s = 1 / (1 + exp(-beta x));  g'(x) = s + beta g (1 - s).
// A complete activation to start from: replace the formula in this comment, forward(), backward()
// and the last line by your own.
template <typename Real>
class PluginClass final : public runner::Activation<Real> {
 public:
  using Mat = arma::Mat<Real>;

  // The options that a config may give. The member's value is the default.
  void options(runner::Options& o) override {
    o.real("beta", beta_, {.above = 0.0, .at_most = 100.0, .doc = "Steepness of the gate"});
  }

  // y = g(x), elementwise: map() calls the function for each element.
  void forward(const Mat& x, Mat& y) const override {
    const Real beta = static_cast<Real>(beta_);
    runner::map(x, y, [beta](Real v) { return v / (1 + runner::exp(-beta * v)); });
  }

  // dx = dy .* g'(x), elementwise, with y = g(x) from forward().
  void backward(const Mat& x, const Mat& y, const Mat& dy, Mat& dx) const override {
    const Real beta = static_cast<Real>(beta_);
    runner::map(x, y, dy, dx, [beta](Real v, Real g, Real upper) {
      const Real s = 1 / (1 + runner::exp(-beta * v));
      return upper * (s + beta * g * (1 - s));
    });
  }

 private:
  double beta_ = 1.0;
};

}  // namespace

RUNNER_ACTIVATION(PluginClass, "plugin_name", "Self-gated activation",
                  .formula = "x / (1 + exp(-beta x))")
