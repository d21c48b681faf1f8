#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/split.hpp"
#include "training/batches.hpp"
#include "training/data_pass.hpp"
#include "training/metrics.hpp"

namespace runner {

// How long and in what pieces to train.
struct TrainingPlan {
  std::uint64_t iterations = 0;  // updates
  std::uint64_t batch_size = 0;  // from 1 to the number of training examples
  bool shuffled = false;         // false: every batch is the whole training set
  std::uint64_t report_every = 100;
};

enum class TrainingStatus { finished, interrupted, diverged };

struct TrainingOutcome {
  TrainingStatus status = TrainingStatus::finished;
  std::string reason;  // a sentence when it did not finish
  MetricsRow last;     // of the weights that the network holds now
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
// report_every iterations and after the last update.
template <typename Real>
class Trainer {
 public:
  // All of them outlive the trainer. The network holds its initial weights.
  Trainer(TwoLayerNetwork<Real>& network, const BoundPlugin<Optimizer<Real>>& optimizer,
          const Split& split, const TrainingPlan& plan, Random& random, DataPass<Real>& pass);

  // Leaves the network with the last good weights: those of the last update, or where a loss or
  // gradient was not finite, those before it became so.
  TrainingOutcome train(TrainingObserver& observer);

  // Of the network's weights as they are, in the order of the split's test set.
  std::vector<Prediction> predict_test() { return pass_.predict(network_, test_); }

 private:
  MetricsRow measure();
  struct Update {
    bool finite = false;  // loss and gradient; otherwise no step was made
    double loss = 0;      // mean over the batch, of the weights before the step
  };
  Update update(std::uint64_t iteration);
  void report(TrainingObserver& observer, const MetricsRow& row);
  TrainingOutcome stop_diverged(TrainingObserver& observer, double loss);
  TrainingOutcome stop(TrainingObserver& observer, TrainingStatus status, std::string reason);

  TwoLayerNetwork<Real>& network_;
  const BoundPlugin<Optimizer<Real>>& optimizer_;
  const Split& split_;
  TrainingPlan plan_;
  Random& random_;
  DataPass<Real>& pass_;
  ExampleLists<Real> train_;
  ExampleLists<Real> validation_;
  ExampleLists<Real> test_;
  Batches batches_;
  Parameters<Real> gradient_;
  Parameters<Real> previous_;    // the weights before the last update
  std::uint64_t completed_ = 0;  // updates
  double seconds_ = 0;
  MetricsRow last_row_;
};

}  // namespace runner
