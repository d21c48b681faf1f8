#include <runner/plugin.hpp>

namespace {

// Lion: each parameter moves by alpha, in the direction of the sign of an interpolated momentum,
// with decoupled weight decay. m starts at zero:
//
//     theta := theta - alpha (sign(beta1 m + (1 - beta1) dtheta) + weight_decay theta)
//     m := beta2 m + (1 - beta2) dtheta
//
// sign(0) is 0. Chen et al. 2023.
template <typename Real>
class Lion final : public runner::Optimizer<Real> {
 public:
  void options(runner::Options& o) override {
    alpha_.declare(o);
    o.real("beta1", beta1_,
           {.at_least = 0.0, .below = 1.0, .doc = "Weight of the momentum in a step's direction"});
    o.real("beta2", beta2_, {.at_least = 0.0, .below = 1.0, .doc = "Decay rate of the momentum"});
    o.real("weight_decay", weight_decay_,
           {.at_least = 0.0,
            .doc = "Fraction of each parameter that an update removes, per unit of learning rate"});
  }

  void state(runner::OptimizerState<Real>& state) override { state.vector("momentum", momentum_); }

  void step(runner::Parameters<Real>& parameters, const runner::Parameters<Real>& gradient,
            const runner::StepInfo& info) override {
    const Real alpha = static_cast<Real>(alpha_.at(info));
    parameters.values -=
        alpha * (arma::sign(Real(beta1_) * momentum_ + Real(1 - beta1_) * gradient.values) +
                 static_cast<Real>(weight_decay_) * parameters.values);
    momentum_ = Real(beta2_) * momentum_ + Real(1 - beta2_) * gradient.values;
  }

 private:
  runner::LearningRate alpha_{0.0001};
  double beta1_ = 0.9;
  double beta2_ = 0.99;
  double weight_decay_ = 0.0;
  arma::Col<Real> momentum_;
};

}  // namespace

RUNNER_OPTIMIZER(Lion, "lion", "Steps of size alpha by the sign of an interpolated momentum",
                 .formula =
                     "theta := theta - alpha (sign(beta1 m + (1 - beta1) dtheta)"
                     " + weight_decay theta)",
                 .citation = "arXiv:2302.06675")
