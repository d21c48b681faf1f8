#include <cmath>

#include <runner/plugin.hpp>

namespace {

// W ~ N(0, gain^2 / fan_in); biases are zero.
// A complete initializer to start from: replace the rule in this comment, weights() and the last
// line by your own.
template <typename Real>
class PluginClass final : public runner::Initializer<Real> {
 public:
  // The options that a config may give. The member's value is the default.
  void options(runner::Options& o) override {
    o.real("gain", gain_, {.above = 0.0, .at_most = 100.0, .doc = "Factor of the deviation"});
  }

  // Sets every element of W, which has fan_out rows and fan_in columns. `random` draws the same
  // numbers as NumPy.
  void weights(arma::Mat<Real>& W, arma::uword fan_in, arma::uword /*fan_out*/,
               runner::Random& random) override {
    random.fill_normal(W, gain_ / std::sqrt(static_cast<double>(fan_in)));
  }

 private:
  double gain_ = 1.0;
};

}  // namespace

RUNNER_INITIALIZER(PluginClass, "plugin_name", "Normal weights scaled by the inputs, biases zero",
                   .formula = "W ~ N(0, gain^2 / fan_in)")
