#pragma once

#include <array>
#include <map>
#include <memory>

#include "plugin_checks/guarded_matrix.hpp"
#include "plugin_checks/subject.hpp"

namespace runner {

inline constexpr NetworkShape descent_shape{.inputs = 4, .hidden_units = 3, .classes = 2};
inline constexpr std::uint64_t descent_updates = 2000;

// Collects the vectors that state() declares.
template <typename Real>
class DeclaredState final : public OptimizerState<Real> {
 public:
  void vector(std::string_view name, arma::Col<Real>& value) override {
    const bool added = vectors.emplace(name, &value).second;
    if (!added) repeated_name = name;
  }
  std::map<std::string, arma::Col<Real>*> vectors;
  std::string repeated_name;  // empty if there is none
};

// A function to minimize.
struct Objective {
  std::string_view name;
  // Returns the value at theta and sets the gradient.
  double (*value)(const arma::vec& theta, arma::vec& gradient);
  double (*start)(arma::uword i);  // element i of the first theta
};

// The sum of a_i / 2 (theta_i - c_i)^2.
inline double quadratic(const arma::vec& theta, arma::vec& gradient) {
  double value = 0;
  for (arma::uword i = 0; i < theta.n_elem; ++i) {
    const double a = 0.5 + 0.25 * static_cast<double>(i % 7);
    const double distance = theta[i] - (static_cast<double>(i % 5) - 2);
    value += a / 2 * distance * distance;
    gradient[i] = a * distance;
  }
  return value;
}

// The sum over pairs (x, y) of Rosenbrock's function (1960), 100 (y - x^2)^2 + (1 - x)^2. The last
// of an odd number of elements has no effect.
inline double rosenbrock(const arma::vec& theta, arma::vec& gradient) {
  double value = 0;
  gradient.zeros();
  for (arma::uword i = 0; i + 1 < theta.n_elem; i += 2) {
    const double x = theta[i];
    const double rise = theta[i + 1] - x * x;
    value += 100 * rise * rise + (1 - x) * (1 - x);
    gradient[i] = -400 * x * rise - 2 * (1 - x);
    gradient[i + 1] = 200 * rise;
  }
  return value;
}

inline constexpr std::array objectives = {
    Objective{"a quadratic function", quadratic,
              [](arma::uword i) { return static_cast<double>(i % 5) - 2 + (i % 2 == 0 ? 1 : -1); }},
    Objective{"Rosenbrock's function", rosenbrock,
              [](arma::uword i) { return i % 2 == 0 ? -1.2 : 1.0; }}};

// Minimizes an objective with the subject, an optimizer.
template <typename Real>
class Descent {
 public:
  Descent(const Subject& subject, const Objective& objective)
      : info_(subject.info),
        optimizer_(make_configured<Optimizer<Real>>(subject)),
        objective_(objective),
        parameters_(descent_shape),
        gradient_(descent_shape) {
    checked_call(info_, "state()", [&] { optimizer_->state(state_); });
    for (const auto& [name, vector] : state_.vectors)
      vector->zeros(descent_shape.parameter_count());
    for (arma::uword i = 0; i < parameters_.values.n_elem; ++i) {
      parameters_.values[i] = static_cast<Real>(objective.start(i));
    }
  }

  // Makes `times` updates. Returns the value before the last one.
  double update(std::uint64_t times) {
    double value = 0;
    arma::vec gradient(parameters_.values.n_elem);
    for (std::uint64_t n = 0; n < times; ++n) {
      value = objective_.value(arma::conv_to<arma::vec>::from(parameters_.values), gradient);
      gradient_.values = arma::conv_to<arma::Col<Real>>::from(gradient);
      step();
    }
    return value;
  }

  void update_without_gradient() {
    gradient_.values.zeros();
    step();
  }

  // Continues from the state of `other`, restoring what a checkpoint holds.
  void restore(const Descent& other) {
    parameters_.assign(other.parameters_);
    iteration_ = other.iteration_;
    for (const auto& [name, vector] : state_.vectors) *vector = *other.state_.vectors.at(name);
  }

  const arma::Col<Real>& values() const { return parameters_.values; }

 private:
  void step() {
    ++iteration_;
    const StepInfo step{.iteration = iteration_,
                        .total_iterations = descent_updates,
                        .epoch = iteration_ - 1,
                        .batch_examples = 100,
                        .train_examples = 100,
                        .pool_examples = 120};
    const Unchanged input(gradient_.values, "gradient");
    checked_call(info_, "step()", [&] { optimizer_->step(parameters_, gradient_, step); });
    input.check("step()");
    for (const auto& [name, vector] : state_.vectors) {
      if (vector->n_elem == descent_shape.parameter_count()) continue;
      throw CheckFailure(
          fmt::format("step() changes the size of its state '{}' from {} to {} elements.", name,
                      descent_shape.parameter_count(), vector->n_elem));
    }
  }

  PluginInfo info_;
  std::unique_ptr<Optimizer<Real>> optimizer_;
  DeclaredState<Real> state_;
  const Objective& objective_;
  Parameters<Real> parameters_;
  Parameters<Real> gradient_;
  std::uint64_t iteration_ = 0;
};

}  // namespace runner
