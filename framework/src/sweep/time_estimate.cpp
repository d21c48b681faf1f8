#include "sweep/time_estimate.hpp"

#include <algorithm>
#include <chrono>

#include "data/load.hpp"
#include "runs/run_experiment.hpp"

namespace runner {
namespace {

// Lets training go on for a moment, and for one update at least.
class Stopwatch final : public TrainingObserver {
 public:
  void measured(const MetricsRow&) override {}
  void updated(std::uint64_t iteration, double seconds) override {
    iterations_ = iteration;
    seconds_ = seconds;
  }
  bool stop_requested() override {
    constexpr double enough = 0.2;
    return iterations_ > 0 && seconds_ >= enough;
  }

  double seconds_each() const {
    return iterations_ == 0 ? 0 : seconds_ / static_cast<double>(iterations_);
  }

 private:
  std::uint64_t iterations_ = 0;
  double seconds_ = 0;
};

template <typename Real>
double seconds_of(const Experiment<Real>& experiment, unsigned threads) {
  const ExperimentSpec& spec = experiment.spec;
  const LoadedData data = load_data(experiment.dataset);
  Random random(spec.seed);
  const Split split = split_data(data, spec, random);
  const TrainingPlan plan = make_plan(spec, split);
  TwoLayerNetwork<Real> network({data.shape.inputs(), spec.hidden_units, data.class_names.size()},
                                experiment.activation, data.scale);
  network.initialize(experiment.initializer, random);
  WorkerTeam team(threads);
  DataPass<Real> pass(network.shape(), team);
  Trainer<Real> trainer(network, experiment.optimizer, split, plan, random, pass);
  Stopwatch stopwatch;
  trainer.train(stopwatch);
  return stopwatch.seconds_each() * static_cast<double>(plan.iterations);
}

double seconds_of(const Trial& trial, const std::string& name, const Catalog& catalog,
                  unsigned threads) {
  Diagnostics diagnostics;
  const ExperimentSpec spec = read_experiment(trial.config, name, diagnostics);
  return with_experiment(spec, catalog, diagnostics,
                         [&](const auto& experiment) { return seconds_of(experiment, threads); });
}

}  // namespace

double estimate_seconds(const SweepPlan& plan, const Catalog& catalog, unsigned threads) {
  const std::size_t trials = plan.trials.size();
  const std::size_t tried = std::min<std::size_t>(trials, 5);
  double seconds = 0;
  for (std::size_t i = 0; i < tried; ++i) {
    seconds += seconds_of(plan.trials[i * trials / tried], plan.name, catalog, threads);
  }
  return seconds / static_cast<double>(tried) * static_cast<double>(trials);
}

}  // namespace runner
