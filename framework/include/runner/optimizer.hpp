#pragma once

#include <cstdint>
#include <string_view>

#include <runner/armadillo.hpp>
#include <runner/options.hpp>
#include <runner/parameters.hpp>

namespace runner {

// Where in the training an update stands.
struct StepInfo {
  std::uint64_t iteration = 0;         // number of this update, from 1
  std::uint64_t total_iterations = 0;  // updates that the run will make
  std::uint64_t epoch = 0;             // completed passes over the training set before this update
  std::uint64_t batch_examples = 0;    // examples that the gradient is the mean over
  std::uint64_t train_examples = 0;
  std::uint64_t pool_examples = 0;  // training, validation and held-out test examples together
};

// What an optimizer carries from one update to the next. Each call declares one member: the host
// gives a vector one element a parameter, all zero, before the first update, and stores and
// restores what was declared with a checkpoint.
template <typename Real>
class OptimizerState {
 public:
  virtual ~OptimizerState() = default;

  virtual void vector(std::string_view name, arma::Col<Real>& value) = 0;
};

// The rule that turns a gradient into an update. Used by one thread. The learning rate is called
// alpha in every optimizer.
template <typename Real>
class Optimizer : public Plugin {
 public:
  // Declares everything that step() remembers; the same calls each time.
  virtual void state(OptimizerState<Real>& /*state*/) {}

  // Changes `parameters` by one update. `gradient` is the mean over the batch's examples.
  virtual void step(Parameters<Real>& parameters, const Parameters<Real>& gradient,
                    const StepInfo& info) = 0;
};

}  // namespace runner
