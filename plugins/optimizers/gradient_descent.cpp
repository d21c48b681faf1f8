#include <runner/plugin.hpp>

namespace {

// theta := theta - alpha dtheta, where dtheta is the mean gradient over the batch.
template <typename Real>
class GradientDescent final : public runner::Optimizer<Real> {
 public:
  void options(runner::Options& o) override { alpha_.declare(o); }

  void step(runner::Parameters<Real>& parameters, const runner::Parameters<Real>& gradient,
            const runner::StepInfo& info) override {
    parameters.values -= static_cast<Real>(alpha_.at(info)) * gradient.values;
  }

 private:
  runner::LearningRate alpha_{0.1};
};

}  // namespace

RUNNER_OPTIMIZER(GradientDescent, "gradient_descent", "Plain gradient descent",
                 .formula = "theta := theta - alpha dtheta")
