#include <runner/plugin.hpp>

namespace {

// Gradient descent with momentum (Polyak 1964) or Nesterov's (1983), in the form of torch.optim.SGD
// without dampening. v starts at zero:
//
//     v := momentum v + dtheta
//     theta := theta - alpha v                          or
//     theta := theta - alpha (dtheta + momentum v)      with nesterov
template <typename Real>
class Momentum final : public runner::Optimizer<Real> {
 public:
  void options(runner::Options& o) override {
    alpha_.declare(o);
    o.real("momentum", momentum_,
           {.at_least = 0.0, .below = 1.0, .doc = "Fraction of the velocity that an update keeps"});
    o.boolean("nesterov", nesterov_, {.doc = "Look ahead along the velocity"});
  }

  void state(runner::OptimizerState<Real>& state) override { state.vector("velocity", velocity_); }

  void step(runner::Parameters<Real>& parameters, const runner::Parameters<Real>& gradient,
            const runner::StepInfo& info) override {
    const Real alpha = static_cast<Real>(alpha_.at(info));
    const Real momentum = static_cast<Real>(momentum_);
    velocity_ = momentum * velocity_ + gradient.values;
    if (nesterov_) {
      parameters.values -= alpha * (gradient.values + momentum * velocity_);
    } else {
      parameters.values -= alpha * velocity_;
    }
  }

 private:
  runner::LearningRate alpha_{0.1};
  double momentum_ = 0.9;
  bool nesterov_ = false;
  arma::Col<Real> velocity_;
};

}  // namespace

RUNNER_OPTIMIZER(Momentum, "momentum", "Gradient descent with classical or Nesterov's momentum",
                 .formula = "v := momentum v + dtheta; theta := theta - alpha v",
                 .citation = "Polyak 1964; Sutskever et al., ICML 2013")
