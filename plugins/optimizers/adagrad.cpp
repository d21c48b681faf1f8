#include <runner/plugin.hpp>

namespace {

// Adagrad, in the form of torch.optim.Adagrad. s starts at zero:
//
//     s := s + dtheta^2
//     theta := theta - alpha dtheta / (sqrt(s) + epsilon)
//
// Duchi, Hazan and Singer 2011.
template <typename Real>
class Adagrad final : public runner::Optimizer<Real> {
 public:
  void options(runner::Options& o) override {
    alpha_.declare(o);
    o.real("epsilon", epsilon_, {.above = 0.0, .doc = "Keeps the divisor above zero"});
  }

  void state(runner::OptimizerState<Real>& state) override {
    state.vector("sum_of_squares", sum_of_squares_);
  }

  void step(runner::Parameters<Real>& parameters, const runner::Parameters<Real>& gradient,
            const runner::StepInfo& info) override {
    const Real alpha = static_cast<Real>(alpha_.at(info));
    sum_of_squares_ += arma::square(gradient.values);
    parameters.values -=
        alpha * gradient.values / (arma::sqrt(sum_of_squares_) + static_cast<Real>(epsilon_));
  }

 private:
  runner::LearningRate alpha_{0.01};
  double epsilon_ = 1e-10;
  arma::Col<Real> sum_of_squares_;
};

}  // namespace

RUNNER_OPTIMIZER(
    Adagrad, "adagrad", "Steps divided by the root of the sum of squared gradients",
    .formula = "s := s + dtheta^2; theta := theta - alpha dtheta / (sqrt(s) + epsilon)",
    .citation = "Duchi et al., JMLR 2011")
