#include <runner/plugin.hpp>

namespace {

// v := share v + dtheta;  theta := theta - alpha v.  v is zero at first.
// A complete optimizer to start from: replace the rule in this comment, step() and the last line by
// your own.
template <typename Real>
class PluginClass final : public runner::Optimizer<Real> {
 public:
  // The options that a config may give. The member's value is the default. alpha_ declares the
  // learning rate and its schedules.
  void options(runner::Options& o) override {
    alpha_.declare(o);
    o.real("share", share_,
           {.at_least = 0.0, .below = 1.0, .doc = "Fraction of v that an update keeps"});
  }

  // Everything that step() remembers: zero before the first update, stored in checkpoints.
  void state(runner::OptimizerState<Real>& state) override { state.vector("v", v_); }

  void step(runner::Parameters<Real>& parameters, const runner::Parameters<Real>& gradient,
            const runner::StepInfo& info) override {
    v_ = static_cast<Real>(share_) * v_ + gradient.values;
    parameters.values -= static_cast<Real>(alpha_.at(info)) * v_;
  }

 private:
  runner::LearningRate alpha_{0.1};
  double share_ = 0.5;
  arma::Col<Real> v_;
};

}  // namespace

RUNNER_OPTIMIZER(PluginClass, "plugin_name", "Gradient descent that keeps a share of its velocity",
                 .formula = "v := share v + dtheta; theta := theta - alpha v")
