#include "training/trainer.hpp"

#include <chrono>
#include <cmath>
#include <utility>

#include <fmt/format.h>
#include <runner/dataset.hpp>

#include "base/all_finite.hpp"
#include "plugin_host/plugin_call.hpp"
#include "plugin_host/typed_plugin.hpp"
#include "training/optimizer_state.hpp"
#include "training/real_columns.hpp"

namespace runner {

template <typename Real>
Trainer<Real>::Trainer(TwoLayerNetwork<Real>& network, const BoundPlugin& optimizer,
                       const Split& split, const TrainingPlan& plan, Random& random,
                       BatchExecutor<Real>& executor)
    : network_(network),
      optimizer_(optimizer),
      split_(split),
      plan_(plan),
      random_(random),
      executor_(executor),
      train_(*split.train.source, split.train.rows,
             plan.shuffled ? RowOrder::given : RowOrder::clustered, network.inputs()),
      validation_(*split.validation.source, split.validation.rows, RowOrder::given,
                  network.inputs()),
      test_(*split.test.source, split.test.rows, RowOrder::given, network.inputs()),
      batches_(split.train.count(), plan.batch_size, plan.shuffled),
      gradient_(network.shape()),
      previous_(network.shape()),
      epoch_random_(random) {
  if (plan.early_stopping) stopper_.emplace(*plan.early_stopping);
}

template <typename Real>
TrainingOutcome Trainer<Real>::train(TrainingObserver& observer, CheckpointWriter* checkpoint) {
  if (!resumed_) {
    epoch_random_ = random_;
    reset_optimizer_state<Real>(optimizer_, network_.parameters.values.n_elem);
    previous_.assign(network_.parameters);
    report(observer, measure());
  }
  if (!std::isfinite(last_row_.train.loss)) {
    return stop(observer, TrainingStatus::diverged,
                fmt::format("the training loss of the initial weights is {}.",
                            metric_text(last_row_.train.loss)));
  }
  while (completed_ < plan_.iterations) {
    if (plan_.pause_after != 0 && completed_ >= plan_.pause_after) return pause(checkpoint);
    if (observer.stop_requested()) return interrupt(observer, checkpoint);
    const Update made = update(completed_ + 1);
    if (!made.finite) return diverge(observer, made.loss);
    ++completed_;
    observer.updated(completed_, seconds_);
    if (completed_ % plan_.report_every == 0 || completed_ == plan_.iterations) {
      const MetricsRow row = measure();
      if (!std::isfinite(row.train.loss)) return diverge(observer, row.train.loss);
      report(observer, row);
    }
    if (completed_ == plan_.iterations) break;
    if (stopper_ && stopper_->should_stop()) {
      return finish(TrainingStatus::stopped_early, early_reason());
    }
    if (checkpoint != nullptr && checkpoint->should_save(completed_)) checkpoint->save(state());
  }
  return finish(TrainingStatus::finished, {});
}

template <typename Real>
std::string Trainer<Real>::problem_with(const TrainingState& state) const {
  const arma::uword parameters = network_.parameters.values.n_elem;
  if (stopper_.has_value() != state.best.has_value()) {
    return state.best ? "it has a best row, but the run has no early stopping"
                      : "it has no best row, which early stopping needs";
  }
  const Standardization* standardization = network_.inputs().standardization();
  const auto same = [&](const auto& saved, auto member) {
    return standardization == nullptr ? saved.empty() : saved == standardization->*member;
  };
  if (!same(state.input_mean, &Standardization::mean) ||
      !same(state.input_deviation, &Standardization::deviation)) {
    return "its input_mean and input_deviation are not those of the training examples";
  }
  const bool fit = fits<Real>(state.parameters, parameters) &&
                   fits<Real>(state.previous, parameters) &&
                   (!state.best || fits<Real>(state.best->parameters, parameters));
  if (!fit) return "its parameters have another precision or number than the network's";
  return optimizer_state_problem<Real>(optimizer_, parameters, state.optimizer);
}

template <typename Real>
std::string Trainer<Real>::resume(const TrainingState& state) {
  if (std::string problem = problem_with(state); !problem.empty()) return problem;
  restore_optimizer_state<Real>(optimizer_, state.optimizer);
  assign(network_.parameters.values, state.parameters);
  assign(previous_.values, state.previous);
  completed_ = state.completed;
  seconds_ = state.seconds;
  last_row_ = state.last_row;
  epoch_random_ = state.random;
  random_ = state.random;
  batches_.skip(completed_, random_);
  if (stopper_) {
    stopper_->restore(state.best->row, state.best->evaluations_since_best);
    best_values_.set_size(network_.parameters.values.n_elem);
    assign(best_values_, state.best->parameters);
  }
  resumed_ = true;
  return {};
}

template <typename Real>
TrainingState Trainer<Real>::state() const {
  TrainingState state;
  state.completed = completed_;
  state.seconds = seconds_;
  state.last_row = last_row_;
  state.parameters = to_real_vector(network_.parameters.values);
  state.previous = to_real_vector(previous_.values);
  state.optimizer = save_optimizer_state<Real>(optimizer_);
  state.random = epoch_random_;
  if (const auto* standardization = network_.inputs().standardization()) {
    state.input_mean = standardization->mean;
    state.input_deviation = standardization->deviation;
  }
  if (stopper_) {
    state.best = {*stopper_->best(), to_real_vector(best_values_),
                  stopper_->evaluations_since_best()};
  }
  return state;
}

// Without a finite gradient no step is made, and the iteration does not count.
template <typename Real>
typename Trainer<Real>::Update Trainer<Real>::update(std::uint64_t iteration) {
  if (batches_.starts_epoch()) epoch_random_ = random_;
  const auto batch = batches_.next(random_);
  const auto start = std::chrono::steady_clock::now();
  const LossSums sums = executor_.gradient(network_, ExampleTiles<Real>(train_, batch), gradient_);
  const bool finite = std::isfinite(sums.loss) && all_finite(gradient_.values);
  if (finite) {
    const StepInfo info{.iteration = iteration,
                        .total_iterations = plan_.iterations,
                        .epoch = (iteration - 1) / batches_.batches_per_epoch(),
                        .batch_examples = batch.size(),
                        .train_examples = split_.train.count(),
                        .pool_examples = split_.train.source->count()};
    previous_.assign(network_.parameters);
    call_plugin(optimizer_.info, "step()", [&] {
      plugin_as<Optimizer<Real>>(optimizer_).step(network_.parameters, gradient_, info);
    });
  }
  seconds_ += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return {finite, sums.loss / static_cast<double>(sums.examples)};
}

template <typename Real>
MetricsRow Trainer<Real>::measure() {
  const auto metrics = [&](const SparseExamples<Real>& set) -> Metrics {
    const LossSums sums = executor_.evaluate(network_, ExampleTiles<Real>(set));
    const auto examples = static_cast<double>(sums.examples);
    return {sums.loss / examples, static_cast<double>(sums.correct) / examples};
  };
  MetricsRow row;
  row.iteration = completed_;
  row.epoch = completed_ / batches_.batches_per_epoch();
  row.train = metrics(train_);
  if (validation_.examples() > 0) row.validation = metrics(validation_);
  if (test_.examples() > 0) row.test = metrics(test_);
  row.seconds = seconds_;
  return row;
}

template <typename Real>
void Trainer<Real>::report(TrainingObserver& observer, const MetricsRow& row) {
  last_row_ = row;
  if (stopper_ && stopper_->update(row)) best_values_ = network_.parameters.values;
  observer.measured(row);
}

template <typename Real>
TrainingOutcome Trainer<Real>::interrupt(TrainingObserver& observer, CheckpointWriter* checkpoint) {
  if (checkpoint != nullptr) checkpoint->save(state());
  return stop(observer, TrainingStatus::interrupted,
              fmt::format("interrupted after {} of {} iterations.", completed_, plan_.iterations));
}

// The weights of the last update gave `loss`; the ones before it were good.
template <typename Real>
TrainingOutcome Trainer<Real>::diverge(TrainingObserver& observer, double loss) {
  const std::uint64_t bad = completed_;
  network_.parameters.assign(previous_);
  if (completed_ > 0) --completed_;
  return stop(
      observer, TrainingStatus::diverged,
      fmt::format("the training loss or its gradient is not finite (loss {}) after {} updates; "
                  "the weights of update {} are kept. A smaller optimizer.alpha usually helps.",
                  metric_text(loss), bad, completed_));
}

template <typename Real>
TrainingOutcome Trainer<Real>::stop(TrainingObserver& observer, TrainingStatus status,
                                    std::string reason) {
  if (last_row_.iteration != completed_) report(observer, measure());
  return {status, std::move(reason), last_row_, completed_, seconds_};
}

template <typename Real>
TrainingOutcome Trainer<Real>::pause(CheckpointWriter* checkpoint) const {
  if (checkpoint != nullptr) checkpoint->save(state());
  return {TrainingStatus::paused,
          fmt::format("paused after {} of {} iterations.", completed_, plan_.iterations), last_row_,
          completed_, seconds_};
}

// All that was to be done is done.
template <typename Real>
TrainingOutcome Trainer<Real>::finish(TrainingStatus status, std::string reason) {
  if (!stopper_) return {status, std::move(reason), last_row_, completed_, seconds_};
  network_.parameters.values = best_values_;
  return {status, std::move(reason), *stopper_->best(), completed_, seconds_};
}

template <typename Real>
InactiveUnits Trainer<Real>::inactive_units() {
  constexpr double smallest = 1e-6;
  InactiveUnits units;
  for (const double slope : executor_.max_slopes(network_, ExampleTiles<Real>(train_), smallest)) {
    if (slope == 0) ++units.dead;
    if (slope > 0 && slope < smallest) ++units.saturated;
  }
  return units;
}

template <typename Real>
std::string Trainer<Real>::early_reason() const {
  const MetricsRow& row = *stopper_->best();
  return fmt::format(
      "stopped early after {} of {} iterations: the {} of iteration {}, {}, was "
      "not bettered in {} rows; its weights are kept.",
      completed_, plan_.iterations, to_text(stopper_->rule().metric), row.iteration,
      metric_text(stopper_->value(row)), stopper_->evaluations_since_best());
}

template class Trainer<float>;
template class Trainer<double>;

}  // namespace runner
