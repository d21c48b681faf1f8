#include <cmath>

#include <runner/plugin.hpp>

#include "adam_moments.hpp"

namespace {

// Adam with decoupled weight decay, in the form of torch.optim.AdamW. t is the number of the
// update, from 1; m and v start at zero:
//
//     m := beta1 m + (1 - beta1) dtheta
//     v := beta2 v + (1 - beta2) dtheta^2
//     theta := (1 - alpha weight_decay) theta
//              - alpha / (1 - beta1^t)  m / (sqrt(v) / sqrt(1 - beta2^t) + epsilon)
//
// Biases decay like weights. Loshchilov and Hutter 2019.
template <typename Real>
class AdamW final : public runner::Optimizer<Real> {
 public:
  void options(runner::Options& o) override {
    alpha_.declare(o);
    moments_.declare(o);
    o.real("weight_decay", weight_decay_,
           {.at_least = 0.0,
            .doc = "Fraction of each parameter that an update removes, per unit of learning rate"});
  }

  void state(runner::OptimizerState<Real>& state) override { moments_.declare(state); }

  void step(runner::Parameters<Real>& parameters, const runner::Parameters<Real>& gradient,
            const runner::StepInfo& info) override {
    const auto t = static_cast<double>(info.iteration);
    const double alpha = alpha_.at(info);
    const Real kept = static_cast<Real>(1 - alpha * weight_decay_);
    const Real rate = static_cast<Real>(alpha / (1 - std::pow(moments_.beta1, t)));
    const Real root = static_cast<Real>(std::sqrt(1 - std::pow(moments_.beta2, t)));
    moments_.update(gradient.values);
    parameters.values =
        kept * parameters.values -
        rate * moments_.mean / (arma::sqrt(moments_.square) / root + Real(moments_.epsilon));
  }

 private:
  runner::LearningRate alpha_{0.001};
  runner::AdamMoments<Real> moments_;
  double weight_decay_ = 0.01;
};

}  // namespace

RUNNER_OPTIMIZER(AdamW, "adamw", "Adam with decoupled weight decay",
                 .formula =
                     "theta := (1 - alpha weight_decay) theta"
                     " - alpha m' / (sqrt(v') + epsilon)",
                 .citation = "arXiv:1711.05101")
