#include <cmath>

#include <runner/plugin.hpp>

namespace {

// Adadelta, in the form of torch.optim.Adadelta. v and u start at zero:
//
//     v := rho v + (1 - rho) dtheta^2
//     d = sqrt(u + epsilon) / sqrt(v + epsilon)  dtheta
//     u := rho u + (1 - rho) d^2
//     theta := theta - alpha d
//
// Zeiler 2012, where alpha is 1.
template <typename Real>
class Adadelta final : public runner::Optimizer<Real> {
 public:
  void options(runner::Options& o) override {
    alpha_.declare(o);
    o.real("rho", rho_,
           {.at_least = 0.0, .below = 1.0, .doc = "Decay rate of the means of squares"});
    o.real(
        "epsilon", epsilon_,
        {.above = 0.0, .doc = "Makes the first steps possible and keeps the divisor above zero"});
  }

  void state(runner::OptimizerState<Real>& state) override {
    state.vector("square", square_);
    state.vector("step_square", step_square_);
  }

  void step(runner::Parameters<Real>& parameters, const runner::Parameters<Real>& gradient,
            const runner::StepInfo& info) override {
    const Real alpha = static_cast<Real>(alpha_.at(info));
    const Real rho = static_cast<Real>(rho_);
    const Real one_minus_rho = static_cast<Real>(1 - rho_);
    const Real epsilon = static_cast<Real>(epsilon_);
    for (arma::uword i = 0; i < square_.n_elem; ++i) {
      const Real slope = gradient.values[i];
      square_[i] = rho * square_[i] + one_minus_rho * slope * slope;
      const Real step =
          std::sqrt(step_square_[i] + epsilon) / std::sqrt(square_[i] + epsilon) * slope;
      step_square_[i] = rho * step_square_[i] + one_minus_rho * step * step;
      parameters.values[i] -= alpha * step;
    }
  }

 private:
  runner::LearningRate alpha_{1.0};
  double rho_ = 0.9;
  double epsilon_ = 1e-6;
  arma::Col<Real> square_;       // v
  arma::Col<Real> step_square_;  // u
};

}  // namespace

RUNNER_OPTIMIZER(Adadelta, "adadelta",
                 "Steps scaled by running means of squared steps and gradients",
                 .formula =
                     "d = sqrt(u + epsilon) / sqrt(v + epsilon) dtheta; "
                     "theta := theta - alpha d",
                 .citation = "arXiv:1212.5701")
