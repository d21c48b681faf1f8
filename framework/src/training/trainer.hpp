#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <runner/parameters.hpp>

#include "data/sparse_examples.hpp"
#include "data/split.hpp"
#include "training/batch_executor.hpp"
#include "training/batches.hpp"
#include "training/early_stopper.hpp"
#include "training/training_outcome.hpp"
#include "training/training_plan.hpp"
#include "training/training_state.hpp"

namespace runner {

// Trains a network: one gradient and one optimizer step an iteration; metrics measured at iteration
// 0, every report_every iterations and after the last update. With early stopping it may end
// before; then, or at the end, it returns to the weights of the best row.
template <typename Real>
class Trainer {
 public:
  // All of them outlive the trainer. The network gets its initial weights, for which `random` makes
  // the draws, before train() is called.
  Trainer(TwoLayerNetwork<Real>& network, const BoundPlugin& optimizer, const Split& split,
          const TrainingPlan& plan, Random& random, BatchExecutor<Real>& executor);

  // See TrainingSession. The state is also saved when the observer asks for a stop, before the row
  // that is measured for it, and at a pause.
  TrainingOutcome train(TrainingObserver& observer, CheckpointWriter* checkpoint = nullptr);

  // See TrainingSession.
  std::string resume(const TrainingState& state);

  // See TrainingSession.
  InactiveUnits inactive_units();

  // Of the network's weights as they are, in the order of the split's test set.
  std::vector<Prediction> predict_test() { return executor_.predict(network_, test_); }

 private:
  TrainingState state() const;
  std::string problem_with(const TrainingState& state) const;
  MetricsRow measure();
  struct Update {
    bool finite = false;  // loss and gradient; otherwise no step was made
    double loss = 0;      // mean over the batch, of the weights before the step
  };
  Update update(std::uint64_t iteration);
  void report(TrainingObserver& observer, const MetricsRow& row);
  TrainingOutcome stop(TrainingObserver& observer, TrainingStatus status, std::string reason);
  TrainingOutcome interrupt(TrainingObserver& observer, CheckpointWriter* checkpoint);
  TrainingOutcome diverge(TrainingObserver& observer, double loss);
  TrainingOutcome pause(CheckpointWriter* checkpoint) const;
  TrainingOutcome finish(TrainingStatus status, std::string reason);
  std::string early_reason() const;

  TwoLayerNetwork<Real>& network_;
  const BoundPlugin& optimizer_;
  const Split& split_;
  TrainingPlan plan_;
  Random& random_;
  BatchExecutor<Real>& executor_;
  SparseExamples<Real> train_;
  SparseExamples<Real> validation_;
  SparseExamples<Real> test_;
  Batches batches_;
  Parameters<Real> gradient_;
  Parameters<Real> previous_;    // the weights before the last update
  std::uint64_t completed_ = 0;  // updates
  double seconds_ = 0;
  MetricsRow last_row_;
  Random epoch_random_;                  // random_ before the draw of this epoch's permutation
  std::optional<EarlyStopper> stopper_;  // with early stopping
  arma::Col<Real> best_values_;          // the weights of its best row
  bool resumed_ = false;
};

}  // namespace runner
