#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "data/split.hpp"
#include "training/batch_executor.hpp"
#include "training/batches.hpp"
#include "training/early_stopper.hpp"
#include "training/metrics.hpp"
#include "training/training_state.hpp"

namespace runner {

// How long and in what pieces to train.
struct TrainingPlan {
  std::uint64_t iterations = 0;  // updates
  std::uint64_t batch_size = 0;  // from 1 to the number of training examples
  bool shuffled = false;         // false: every batch is the whole training set
  std::uint64_t report_every = 100;
  std::optional<EarlyStopping> early_stopping = {};  // needs validation examples
  // Where training stops as if it had been asked to, after the row of metrics that is due there, to
  // go on later; a multiple of report_every. 0: nowhere.
  std::uint64_t pause_after = 0;
};

enum class TrainingStatus { finished, interrupted, diverged };

struct TrainingOutcome {
  TrainingStatus status = TrainingStatus::finished;
  std::string reason;           // a sentence when it did not go through all iterations
  MetricsRow last;              // of the weights that the network holds now
  std::uint64_t completed = 0;  // updates
  double seconds = 0;           // spent in them
};

// Told what happens while training goes on, by the training thread.
class TrainingObserver {
 public:
  virtual ~TrainingObserver() = default;

  // The figures of the weights after row.iteration updates.
  virtual void measured(const MetricsRow& row) = 0;
  // An update is done; seconds as in MetricsRow.
  virtual void updated(std::uint64_t iteration, double seconds) = 0;
  // Asked before every update: whether to stop here.
  virtual bool stop_requested() = 0;
};

// Trains a network: one gradient and one optimizer step an iteration, figures measured at 0, every
// report_every iterations and after the last update. With early stopping it may end before, and
// then or at the end goes back to the weights of the best row.
template <typename Real>
class Trainer {
 public:
  // All of them outlive the trainer. The network gets its initial weights, and `random` makes the
  // draws for them, before train() is called.
  Trainer(TwoLayerNetwork<Real>& network, const BoundPlugin<Optimizer<Real>>& optimizer,
          const Split& split, const TrainingPlan& plan, Random& random,
          BatchExecutor<Real>& workspace);

  // Leaves the network with the last good weights: those of the last update, or where a loss or
  // gradient was not finite, those before it became so; with early stopping, when training was not
  // cut short, those of the best row. `keeper`, which may be null, is also given the state when the
  // observer asks for a stop, before the row that is measured for it.
  TrainingOutcome train(TrainingObserver& observer, CheckpointWriter<Real>* keeper = nullptr);

  // Called before train(), which then goes on from `state` with the same bits as if it had never
  // stopped. Throws InputError when the state is not of a training like this one.
  void resume(const TrainingState<Real>& state);

  // Of the network's weights as they are, in the order of the split's test set.
  std::vector<Prediction> predict_test() { return pass_.predict(network_, test_); }

 private:
  TrainingState<Real> state() const;
  MetricsRow measure();
  struct Update {
    bool finite = false;  // loss and gradient; otherwise no step was made
    double loss = 0;      // mean over the batch, of the weights before the step
  };
  Update update(std::uint64_t iteration);
  void report(TrainingObserver& observer, const MetricsRow& row);
  TrainingOutcome stop_diverged(TrainingObserver& observer, double loss);
  TrainingOutcome stop(TrainingObserver& observer, TrainingStatus status, std::string reason);
  TrainingOutcome pause(CheckpointWriter<Real>* keeper);
  TrainingOutcome finish(std::string reason);
  std::string early_reason() const;

  TwoLayerNetwork<Real>& network_;
  const BoundPlugin<Optimizer<Real>>& optimizer_;
  const Split& split_;
  TrainingPlan plan_;
  Random& random_;
  BatchExecutor<Real>& pass_;
  SparseExamples<Real> train_;
  SparseExamples<Real> validation_;
  SparseExamples<Real> test_;
  Batches batches_;
  Parameters<Real> gradient_;
  Parameters<Real> previous_;    // the weights before the last update
  std::uint64_t completed_ = 0;  // updates
  double seconds_ = 0;
  MetricsRow last_row_;
  Random epoch_random_;                     // random_ before the draw of this epoch's permutation
  std::optional<EarlyStopper<Real>> best_;  // with early stopping
  bool resumed_ = false;
};

}  // namespace runner
