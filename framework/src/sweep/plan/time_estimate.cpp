#include "sweep/plan/time_estimate.hpp"

#include <algorithm>

#include "experiment/experiment.hpp"
#include "sweep/plan/stages.hpp"

namespace runner {
namespace {

// Stops training after a moment, but not before the first update.
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

double seconds_of(const SweepPlan& plan, const Trial& trial, const Catalog& catalog,
                  TrialData& data, unsigned threads) {
  Diagnostics diagnostics;
  const ExperimentSpec spec = read_trial_spec(plan, trial, diagnostics);
  const Experiment experiment = bind_for_run(spec, catalog, diagnostics);
  const auto session = start_session(experiment, data.get(experiment.dataset).data(), threads);
  Stopwatch stopwatch;
  session->train(stopwatch, nullptr);
  return stopwatch.seconds_each() * static_cast<double>(session->plan().iterations);
}

// The number of full-length trials that take as long as the plan's trials with those that are
// pruned at rungs.
double whole_trials(const SweepPlan& plan) {
  const auto trials = static_cast<double>(plan.trials.size());
  if (plan.rungs.empty()) return trials;
  const Stage first = stages_of(plan).front();
  return (trials * first.weight + work_after(plan, first, plan.trials.size())) /
         static_cast<double>(plan.rungs.back());
}

}  // namespace

double estimate_seconds(const SweepPlan& plan, const Catalog& catalog, TrialData& data,
                        unsigned threads) {
  const std::size_t trials = plan.trials.size();
  const std::size_t tried = std::min<std::size_t>(trials, 5);
  double seconds = 0;
  for (std::size_t i = 0; i < tried; ++i) {
    seconds += seconds_of(plan, plan.trials[i * trials / tried], catalog, data, threads);
  }
  return seconds / static_cast<double>(tried) * whole_trials(plan);
}

}  // namespace runner
