#include <cmath>

#include <runner/plugin.hpp>

namespace {

// Adam, in the form of torch.optim.Adam; t is the number of the update, from 1, and m and v are
// zero at first:
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
    o.real("alpha", alpha_, {.above = 0.0, .doc = "Learning rate"});
    o.real("beta1", beta1_,
           {.at_least = 0.0, .below = 1.0, .doc = "Share that the mean of gradients keeps"});
    o.real("beta2", beta2_,
           {.at_least = 0.0, .below = 1.0, .doc = "Share that the mean of their squares keeps"});
    o.real("epsilon", epsilon_, {.above = 0.0, .doc = "Keeps the divisor from zero"});
  }

  void state(runner::OptimizerState<Real>& state) override {
    state.vector("mean", mean_);
    state.vector("square", square_);
  }

  void step(runner::Parameters<Real>& parameters, const runner::Parameters<Real>& gradient,
            const runner::StepInfo& info) override {
    const auto t = static_cast<double>(info.iteration);
    const Real rate = static_cast<Real>(alpha_ / (1 - std::pow(beta1_, t)));
    const Real root = static_cast<Real>(std::sqrt(1 - std::pow(beta2_, t)));
    mean_ = Real(beta1_) * mean_ + Real(1 - beta1_) * gradient.values;
    square_ = Real(beta2_) * square_ + Real(1 - beta2_) * arma::square(gradient.values);
    parameters.values -= rate * mean_ / (arma::sqrt(square_) / root + Real(epsilon_));
  }

 private:
  double alpha_ = 0.001;
  double beta1_ = 0.9;
  double beta2_ = 0.999;
  double epsilon_ = 1e-8;
  arma::Col<Real> mean_;
  arma::Col<Real> square_;
};

}  // namespace

RUNNER_OPTIMIZER(Adam, "adam", "Steps scaled by running means of the gradient and its square",
                 .formula = "theta := theta - alpha m' / (sqrt(v') + epsilon)",
                 .citation = "arXiv:1412.6980")
