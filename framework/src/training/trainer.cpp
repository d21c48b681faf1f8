#include "training/trainer.hpp"

#include <chrono>
#include <cmath>

#include <fmt/format.h>

#include "plugins/plugin_call.hpp"
#include "training/all_finite.hpp"

namespace runner {
namespace {

// Makes the vectors that an optimizer declares one zero a parameter long.
template <typename Real>
class FreshState final : public OptimizerState<Real> {
 public:
  explicit FreshState(arma::uword parameters) : parameters_(parameters) {}

  void vector(std::string_view, arma::Col<Real>& value) override { value.zeros(parameters_); }

 private:
  arma::uword parameters_;
};

}  // namespace

template <typename Real>
Trainer<Real>::Trainer(TwoLayerNetwork<Real>& network,
                       const BoundPlugin<Optimizer<Real>>& optimizer, const Split& split,
                       const TrainingPlan& plan, Random& random, DataPass<Real>& pass)
    : network_(network),
      optimizer_(optimizer),
      split_(split),
      plan_(plan),
      random_(random),
      pass_(pass),
      train_(*split.train.source, split.train.rows,
             plan.shuffled ? ListOrder::given : ListOrder::alike_together),
      validation_(*split.validation.source, split.validation.rows, ListOrder::given),
      test_(*split.test.source, split.test.rows, ListOrder::given),
      batches_(split.train.count(), plan.batch_size, plan.shuffled),
      gradient_(network.shape()),
      previous_(network.shape()) {}

template <typename Real>
TrainingOutcome Trainer<Real>::train(TrainingObserver& observer) {
  FreshState<Real> fresh(network_.parameters.values.n_elem);
  call_plugin(optimizer_.info, "state()", [&] { optimizer_.plugin->state(fresh); });
  previous_.assign(network_.parameters);
  report(observer, measure());
  if (!std::isfinite(last_row_.train.loss)) {
    return stop(
        observer, TrainingStatus::diverged,
        fmt::format("the training loss of the initial weights is {}.", last_row_.train.loss));
  }
  while (completed_ < plan_.iterations) {
    if (observer.stop_requested()) {
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
  }
  return {TrainingStatus::finished, {}, last_row_};
}

// The step is left out, and the iteration does not count, when there is no finite gradient to go
// by.
template <typename Real>
typename Trainer<Real>::Update Trainer<Real>::update(std::uint64_t iteration) {
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
  const auto figures = [&](const ExampleLists<Real>& set) {
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
  return {status, std::move(reason), last_row_};
}

template class Trainer<float>;
template class Trainer<double>;

}  // namespace runner
