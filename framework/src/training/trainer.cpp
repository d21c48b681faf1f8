#include "training/trainer.hpp"

#include <chrono>
#include <cmath>

#include <fmt/format.h>

#include "plugin_host/plugin_call.hpp"
#include "training/all_finite.hpp"
#include "training/optimizer_state.hpp"

namespace runner {

template <typename Real>
Trainer<Real>::Trainer(TwoLayerNetwork<Real>& network,
                       const BoundPlugin<Optimizer<Real>>& optimizer, const Split& split,
                       const TrainingPlan& plan, Random& random, BatchExecutor<Real>& workspace)
    : network_(network),
      optimizer_(optimizer),
      split_(split),
      plan_(plan),
      random_(random),
      pass_(workspace),
      train_(*split.train.source, split.train.rows,
             plan.shuffled ? RowOrder::given : RowOrder::clustered),
      validation_(*split.validation.source, split.validation.rows, RowOrder::given),
      test_(*split.test.source, split.test.rows, RowOrder::given),
      batches_(split.train.count(), plan.batch_size, plan.shuffled),
      gradient_(network.shape()),
      previous_(network.shape()),
      epoch_random_(random) {
  if (plan.early_stopping) best_.emplace(*plan.early_stopping);
}

template <typename Real>
TrainingOutcome Trainer<Real>::train(TrainingObserver& observer, CheckpointWriter<Real>* keeper) {
  if (!resumed_) {
    epoch_random_ = random_;
    reset_optimizer_state(optimizer_, network_.parameters.values.n_elem);
    previous_.assign(network_.parameters);
    report(observer, measure());
  }
  if (!std::isfinite(last_row_.train.loss)) {
    return stop(
        observer, TrainingStatus::diverged,
        fmt::format("the training loss of the initial weights is {}.", last_row_.train.loss));
  }
  while (completed_ < plan_.iterations) {
    if (plan_.pause_after != 0 && completed_ >= plan_.pause_after) return pause(keeper);
    if (observer.stop_requested()) {
      if (keeper != nullptr) keeper->keep(state());
      return stop(
          observer, TrainingStatus::interrupted,
          fmt::format("interrupted after {} of {} iterations.", completed_, plan_.iterations));
    }
    const Update made = update(completed_ + 1);
    if (!made.finite) return stop_diverged(observer, made.loss);
    ++completed_;
    observer.updated(completed_, seconds_);
    if (completed_ % plan_.report_every == 0 || completed_ == plan_.iterations) {
      const MetricsRow row = measure();
      if (!std::isfinite(row.train.loss)) return stop_diverged(observer, row.train.loss);
      report(observer, row);
    }
    if (completed_ == plan_.iterations) break;
    if (best_ && best_->should_stop()) return finish(early_reason());
    if (keeper != nullptr && keeper->due(completed_)) keeper->keep(state());
  }
  return finish({});
}

template <typename Real>
void Trainer<Real>::resume(const TrainingState<Real>& state) {
  auto& values = network_.parameters.values;
  if (best_.has_value() != state.best.has_value()) {
    throw Error(ErrorCode::invalid_input,
                "early stopping has a best row where there is none, or none where there is");
  }
  restore_optimizer_state(optimizer_, values.n_elem, state.optimizer);
  values = state.parameters;
  previous_.values = state.previous;
  completed_ = state.completed;
  seconds_ = state.seconds;
  last_row_ = state.last_row;
  epoch_random_ = state.random;
  random_ = state.random;
  batches_.skip(completed_, random_);
  if (best_) {
    best_->restore(state.best->row, state.best->parameters, state.best->evaluations_since_best);
  }
  resumed_ = true;
}

template <typename Real>
TrainingState<Real> Trainer<Real>::state() const {
  TrainingState<Real> state;
  state.completed = completed_;
  state.seconds = seconds_;
  state.last_row = last_row_;
  state.parameters = network_.parameters.values;
  state.previous = previous_.values;
  state.optimizer = save_optimizer_state(optimizer_);
  state.random = epoch_random_;
  if (best_) state.best = {*best_->row(), best_->weights(), best_->evaluations_since_best()};
  return state;
}

// The step is left out, and the iteration does not count, when there is no finite gradient to go
// by.
template <typename Real>
typename Trainer<Real>::Update Trainer<Real>::update(std::uint64_t iteration) {
  if (batches_.starts_epoch()) epoch_random_ = random_;
  const auto batch = batches_.next(random_);
  const auto start = std::chrono::steady_clock::now();
  const LossSums sums = pass_.gradient(network_, ExampleTiles<Real>(train_, batch), gradient_);
  const bool finite = std::isfinite(sums.loss) && all_finite(gradient_.values);
  if (finite) {
    const StepInfo info{.iteration = iteration,
                        .total_iterations = plan_.iterations,
                        .epoch = (iteration - 1) / batches_.batches_per_epoch(),
                        .batch_examples = batch.size(),
                        .train_examples = split_.train.count(),
                        .pool_examples = split_.train.source->count()};
    previous_.assign(network_.parameters);
    call_plugin(optimizer_.info, "step()",
                [&] { optimizer_.plugin->step(network_.parameters, gradient_, info); });
  }
  seconds_ += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return {finite, sums.loss / static_cast<double>(sums.examples)};
}

template <typename Real>
MetricsRow Trainer<Real>::measure() {
  const auto figures = [&](const SparseExamples<Real>& set) {
    return Figures::mean_of(pass_.evaluate(network_, ExampleTiles<Real>(set)));
  };
  MetricsRow row;
  row.iteration = completed_;
  row.epoch = completed_ / batches_.batches_per_epoch();
  row.train = figures(train_);
  if (validation_.examples() > 0) row.validation = figures(validation_);
  if (test_.examples() > 0) row.test = figures(test_);
  row.seconds = seconds_;
  return row;
}

template <typename Real>
void Trainer<Real>::report(TrainingObserver& observer, const MetricsRow& row) {
  last_row_ = row;
  if (best_) best_->update(row, network_.parameters.values);
  observer.measured(row);
}

// The weights of the last update gave `loss`; the ones before it were good.
template <typename Real>
TrainingOutcome Trainer<Real>::stop_diverged(TrainingObserver& observer, double loss) {
  const std::uint64_t bad = completed_;
  network_.parameters.assign(previous_);
  if (completed_ > 0) --completed_;
  return stop(
      observer, TrainingStatus::diverged,
      fmt::format("the training loss or its gradient is not finite (loss {}) after {} updates; "
                  "the weights of update {} are kept. A smaller optimizer.alpha usually helps.",
                  loss, bad, completed_));
}

template <typename Real>
TrainingOutcome Trainer<Real>::stop(TrainingObserver& observer, TrainingStatus status,
                                    std::string reason) {
  if (last_row_.iteration != completed_) {
    report(observer, measure());
  }
  return {status, std::move(reason), last_row_, completed_, seconds_};
}

template <typename Real>
TrainingOutcome Trainer<Real>::pause(CheckpointWriter<Real>* keeper) {
  if (keeper != nullptr) keeper->keep(state());
  return {TrainingStatus::interrupted,
          fmt::format("paused after {} of {} iterations.", completed_, plan_.iterations), last_row_,
          completed_, seconds_};
}

// All that was to be done is done.
template <typename Real>
TrainingOutcome Trainer<Real>::finish(std::string reason) {
  if (!best_) return {TrainingStatus::finished, std::move(reason), last_row_, completed_, seconds_};
  network_.parameters.values = best_->weights();
  return {TrainingStatus::finished, std::move(reason), *best_->row(), completed_, seconds_};
}

template <typename Real>
std::string Trainer<Real>::early_reason() const {
  const MetricsRow& row = *best_->row();
  return fmt::format(
      "stopped early after {} of {} iterations: the {} of iteration {}, {:.4f}, was "
      "not bettered in {} rows; its weights are kept.",
      completed_, plan_.iterations, metric_name(best_->rule().metric), row.iteration,
      best_->figure(row), best_->evaluations_since_best());
}

template class Trainer<float>;
template class Trainer<double>;

}  // namespace runner
