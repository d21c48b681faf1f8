#include <cmath>

#include <runner/plugin.hpp>

namespace {

// Adadelta, in the form of torch.optim.Adadelta; v and u are zero at first:
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
           {.at_least = 0.0, .below = 1.0, .doc = "Share that the means of squares keep"});
    o.real("epsilon", epsilon_,
           {.above = 0.0, .doc = "Lets the first steps begin, and keeps the divisor from zero"});
  }

  void state(runner::OptimizerState<Real>& state) override {
    state.vector("square", square_);
    state.vector("step_square", step_square_);
  }

  void step(runner::Parameters<Real>& parameters, const runner::Parameters<Real>& gradient,
            const runner::StepInfo& info) override {
    const Real alpha = static_cast<Real>(alpha_.at(info));
    const Real rho = static_cast<Real>(rho_);
    const Real rest = static_cast<Real>(1 - rho_);
    const Real epsilon = static_cast<Real>(epsilon_);
    for (arma::uword i = 0; i < square_.n_elem; ++i) {
      const Real slope = gradient.values[i];
      square_[i] = rho * square_[i] + rest * slope * slope;
      const Real step =
          std::sqrt(step_square_[i] + epsilon) / std::sqrt(square_[i] + epsilon) * slope;
      step_square_[i] = rho * step_square_[i] + rest * step * step;
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

RUNNER_OPTIMIZER(Adadelta, "adadelta", "Steps of the size of recent ones, relative to the gradient",
                 .formula =
                     "d = sqrt(u + epsilon) / sqrt(v + epsilon) dtheta; "
                     "theta := theta - alpha d",
                 .citation = "arXiv:1212.5701")
