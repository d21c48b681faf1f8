#include <cmath>

#include <runner/plugin.hpp>

#include "adam_moments.hpp"

namespace {

// Adam, in the form of torch.optim.Adam. t is the number of the update, from 1; m and v start at
// zero:
//
//     m := beta1 m + (1 - beta1) dtheta
//     v := beta2 v + (1 - beta2) dtheta^2
//     theta := theta - alpha / (1 - beta1^t)  m / (sqrt(v) / sqrt(1 - beta2^t) + epsilon)
//
// Kingma and Ba 2015.
template <typename Real>
class Adam final : public runner::Optimizer<Real> {
 public:
  void options(runner::Options& o) override {
    alpha_.declare(o);
    moments_.declare(o);
  }

  void state(runner::OptimizerState<Real>& state) override { moments_.declare(state); }

  void step(runner::Parameters<Real>& parameters, const runner::Parameters<Real>& gradient,
            const runner::StepInfo& info) override {
    const auto t = static_cast<double>(info.iteration);
    const Real rate = static_cast<Real>(alpha_.at(info) / (1 - std::pow(moments_.beta1, t)));
    const Real root = static_cast<Real>(std::sqrt(1 - std::pow(moments_.beta2, t)));
    moments_.update(gradient.values);
    parameters.values -=
        rate * moments_.mean / (arma::sqrt(moments_.square) / root + Real(moments_.epsilon));
  }

 private:
  runner::LearningRate alpha_{0.001};
  runner::AdamMoments<Real> moments_;
};

}  // namespace

RUNNER_OPTIMIZER(Adam, "adam", "Steps scaled by running means of the gradient and its square",
                 .formula = "theta := theta - alpha m' / (sqrt(v') + epsilon)",
                 .citation = "arXiv:1412.6980")
