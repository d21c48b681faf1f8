#include <algorithm>
#include <cmath>

#include <runner/plugin.hpp>

namespace {

// RMSprop, in the form of torch.optim.RMSprop, whose alpha is rho here. v, a and u start at zero:
//
//     v := rho v + (1 - rho) dtheta^2
//     a := rho a + (1 - rho) dtheta                            if centered, otherwise a = 0
//     u := momentum u + dtheta / (sqrt(v - a^2) + epsilon)
//     theta := theta - alpha u
//
// Tieleman and Hinton 2012; centered: Graves 2013.
template <typename Real>
class RmsProp final : public runner::Optimizer<Real> {
 public:
  void options(runner::Options& o) override {
    alpha_.declare(o);
    o.real("rho", rho_,
           {.at_least = 0.0, .below = 1.0, .doc = "Decay rate of the mean of squared gradients"});
    o.real("epsilon", epsilon_, {.above = 0.0, .doc = "Keeps the divisor above zero"});
    o.real("momentum", momentum_,
           {.at_least = 0.0, .below = 1.0, .doc = "Fraction of the velocity that an update keeps"});
    o.boolean("centered", centered_, {.doc = "Divide by the standard deviation of the gradient"});
  }

  void state(runner::OptimizerState<Real>& state) override {
    state.vector("square", square_);
    state.vector("mean", mean_);
    state.vector("velocity", velocity_);
  }

  void step(runner::Parameters<Real>& parameters, const runner::Parameters<Real>& gradient,
            const runner::StepInfo& info) override {
    const Real alpha = static_cast<Real>(alpha_.at(info));
    const Real momentum = static_cast<Real>(momentum_);
    square_ = Real(rho_) * square_ + Real(1 - rho_) * arma::square(gradient.values);
    if (centered_) mean_ = Real(rho_) * mean_ + Real(1 - rho_) * gradient.values;
    for (arma::uword i = 0; i < square_.n_elem; ++i) {
      // Rounding may give a variance just below 0.
      const Real variance = std::max(square_[i] - mean_[i] * mean_[i], Real(0));
      const Real divisor = std::sqrt(variance) + static_cast<Real>(epsilon_);
      velocity_[i] = momentum * velocity_[i] + gradient.values[i] / divisor;
      parameters.values[i] -= alpha * velocity_[i];
    }
  }

 private:
  runner::LearningRate alpha_{0.01};
  double rho_ = 0.99;
  double epsilon_ = 1e-8;
  double momentum_ = 0.0;
  bool centered_ = false;
  arma::Col<Real> square_;
  arma::Col<Real> mean_;
  arma::Col<Real> velocity_;
};

}  // namespace

RUNNER_OPTIMIZER(RmsProp, "rmsprop", "Steps divided by a running root mean square of the gradient",
                 .formula =
                     "v := rho v + (1 - rho) dtheta^2; "
                     "theta := theta - alpha dtheta / (sqrt(v) + epsilon)",
                 .citation = "Tieleman and Hinton, Coursera lecture 6.5, 2012; arXiv:1308.0850")
