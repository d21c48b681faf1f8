#pragma once

#include <cstdint>
#include <string_view>

#include <runner/armadillo.hpp>
#include <runner/options.hpp>
#include <runner/parameters.hpp>

namespace runner {

// The place of an update in the training.
struct StepInfo {
  std::uint64_t iteration = 0;         // number of the update, from 1
  std::uint64_t total_iterations = 0;  // updates of the whole run
  std::uint64_t epoch = 0;             // completed passes over the training set before this update
  std::uint64_t batch_examples = 0;    // examples over which the gradient is the mean
  std::uint64_t train_examples = 0;
  std::uint64_t pool_examples = 0;  // training, validation and held-out test examples together
};

// Declares what an optimizer keeps from one update to the next.
template <typename Real>
class OptimizerState {
 public:
  virtual ~OptimizerState() = default;

  // Declares a member under a name of its own. Before the first update the host gives it one
  // element for each parameter, all zero; checkpoints store and restore it.
  virtual void vector(std::string_view name, arma::Col<Real>& value) = 0;
};

// Turns gradients into updates of the parameters. Declare the learning rate with LearningRate, so
// that it is called alpha and has schedules in every optimizer.
// Thread safety: none; one thread uses an object.
template <typename Real>
class Optimizer : public Plugin {
 public:
  // Declares everything that step() remembers, with the same calls each time. By default nothing.
  virtual void state(OptimizerState<Real>& /*state*/) {}

  // Applies one update to `parameters`. `gradient` has the shape of `parameters` and is the mean
  // over the batch's examples. Do not resize state.
  virtual void step(Parameters<Real>& parameters, const Parameters<Real>& gradient,
                    const StepInfo& info) = 0;
};

}  // namespace runner
