// Gradient descent with momentum, and with the fault that the environment variable FAULT names.
#include <cstdio>
#include <cstdlib>
#include <string>

#include <runner/plugin.hpp>

namespace {

bool has(const char* fault) {
  const char* const named = std::getenv("FAULT");
  return named != nullptr && std::string(named) == fault;
}

template <typename Real>
class FaultyOptimizer final : public runner::Optimizer<Real> {
 public:
  void options(runner::Options& o) override {
    o.real("alpha", alpha_, {.above = 0.0, .doc = "Learning rate"});
  }

  void state(runner::OptimizerState<Real>& state) override {
    if (!has("forgets its state")) state.vector("velocity", velocity_);
    if (has("same name twice")) state.vector("velocity", other_);
    if (has("declares by turns") && ++declared_ % 2 == 0) state.vector("other", other_);
  }

  void step(runner::Parameters<Real>& parameters, const runner::Parameters<Real>& gradient,
            const runner::StepInfo&) override {
    if (velocity_.n_elem == 0) velocity_.zeros(gradient.values.n_elem);
    velocity_ = Real(0.5) * velocity_ + gradient.values;
    const Real sign = has("uphill") ? Real(-1) : Real(1);
    parameters.values -= sign * static_cast<Real>(alpha_) * velocity_;
    if (has("divides by zero")) parameters.values += gradient.values / arma::norm(gradient.values);
    if (has("writes to the gradient")) const_cast<arma::Col<Real>&>(gradient.values).zeros();
    if (has("writes to descriptors")) {
      for (int file = 3; file < 20; ++file) dprintf(file, "garbage\n");
    }
    if (has("resizes its state")) velocity_.set_size(3);
  }

 private:
  double alpha_ = 0.01;
  int declared_ = 0;
  arma::Col<Real> velocity_;
  arma::Col<Real> other_;
};

}  // namespace

RUNNER_OPTIMIZER(FaultyOptimizer, "faulty_optimizer", "Gradient descent with a fault")
