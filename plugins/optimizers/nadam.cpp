#include <cmath>

#include <runner/plugin.hpp>

#include "adam_moments.hpp"

namespace {

// Adam with Nesterov's momentum, in the form of torch.optim.NAdam. t is the number of the update,
// from 1; m, v and p start at zero:
//
//     mu_t = beta1 (1 - 0.96^(t momentum_decay) / 2)
//     m := beta1 m + (1 - beta1) dtheta
//     v := beta2 v + (1 - beta2) dtheta^2
//     p := mu_t p + (1 - mu_t)            which is 1 - mu_1 mu_2 ... mu_t
//     q = mu_(t+1) p + (1 - mu_(t+1))
//     theta := theta - alpha ((1 - mu_t) / p  dtheta + mu_(t+1) / q  m)
//                      / (sqrt(v) / sqrt(1 - beta2^t) + epsilon)
//
// Dozat 2016.
template <typename Real>
class NAdam final : public runner::Optimizer<Real> {
 public:
  void options(runner::Options& o) override {
    alpha_.declare(o);
    moments_.declare(o);
    o.real("momentum_decay", momentum_decay_,
           {.at_least = 0.0, .doc = "How fast mu grows from beta1 / 2 to beta1"});
  }

  void state(runner::OptimizerState<Real>& state) override {
    moments_.declare(state);
    state.vector("one_less_product", one_less_product_);
  }

  void step(runner::Parameters<Real>& parameters, const runner::Parameters<Real>& gradient,
            const runner::StepInfo& info) override {
    const double mu = momentum_at(info.iteration);
    const double next_mu = momentum_at(info.iteration + 1);
    Real& p = one_less_product_[0];
    p = static_cast<Real>(mu * static_cast<double>(p) + (1 - mu));
    const double q = next_mu * static_cast<double>(p) + (1 - next_mu);

    const double alpha = alpha_.at(info);
    const Real gradient_rate = static_cast<Real>(alpha * (1 - mu) / static_cast<double>(p));
    const Real mean_rate = static_cast<Real>(alpha * next_mu / q);
    const Real root = static_cast<Real>(
        std::sqrt(1 - std::pow(moments_.beta2, static_cast<double>(info.iteration))));
    moments_.update(gradient.values);
    parameters.values -= (gradient_rate * gradient.values + mean_rate * moments_.mean) /
                         (arma::sqrt(moments_.square) / root + Real(moments_.epsilon));
  }

 private:
  double momentum_at(std::uint64_t t) const {
    return moments_.beta1 * (1 - std::pow(0.96, static_cast<double>(t) * momentum_decay_) / 2);
  }

  runner::LearningRate alpha_{0.002};
  runner::AdamMoments<Real> moments_;
  double momentum_decay_ = 0.004;
  arma::Col<Real>
      one_less_product_;  // p in its first element, since state consists of whole vectors
};

}  // namespace

RUNNER_OPTIMIZER(NAdam, "nadam", "Adam with Nesterov's momentum",
                 .formula = "theta := theta - alpha ((1 - mu) g' + mu m') / (sqrt(v') + epsilon)",
                 .citation = "Dozat, ICLR Workshop 2016")
