#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <runner/network_shape.hpp>
#include <runner/random.hpp>

#include "base/named_array.hpp"
#include "data/split.hpp"
#include "plugin_host/bound_plugin.hpp"
#include "training/prediction.hpp"
#include "training/training_outcome.hpp"
#include "training/training_plan.hpp"
#include "training/training_state.hpp"

namespace runner {

// A network in training, whatever its precision: the examples dealt out, the weights initialized.
class TrainingSession {
 public:
  virtual ~TrainingSession() = default;

  virtual const NetworkShape& shape() const = 0;
  virtual const Split& split() const = 0;
  virtual const TrainingPlan& plan() const = 0;

  // Called before train(), which then continues from `state` with the same bits as if it had never
  // stopped. Returns an empty text, or why the state is not of a training like this one, as a
  // clause; nothing is changed then.
  virtual std::string resume(const TrainingState& state) = 0;

  // Trains until the plan's end, a stop or a pause. `checkpoint` may be null. Leaves the network
  // with the last good weights: those of the last update; if a loss or gradient was not finite,
  // those before it became so; with early stopping, unless training was cut short, those of the
  // best row.
  virtual TrainingOutcome train(TrainingObserver& observer, CheckpointWriter* checkpoint) = 0;

  // The network's weights as they are: W1 (H x p), b1 (H x 1), W2 (C x H), b2 (C x 1); with
  // standardised inputs also input_mean and input_deviation, p doubles each.
  virtual std::vector<NamedArray> parameters() const = 0;

  // The units that learn nothing more. It takes a moment, unless all units are such; then it takes
  // a pass over the training set on one thread.
  virtual InactiveUnits inactive_units() = 0;

  // In the order of the split's test set.
  virtual std::vector<Prediction> predict_test() = 0;
  // The classes predicted for some rows of the training set's source.
  virtual std::vector<std::uint32_t> predict_rows(std::span<const std::uint32_t> rows) = 0;
};

// What a session is made from. Plugins and data outlive it.
struct TrainingSetup {
  Precision precision = Precision::double_;
  const BoundPlugin& initializer;
  const BoundPlugin& activation;
  const BoundPlugin& optimizer;
  const LoadedData& data;
  std::uint64_t hidden_units = 10;
  bool standardize = false;
  Split split;
  TrainingPlan plan;
  Random random;  // as the split left it
  unsigned threads = 1;
};

// Encodes the examples and draws the weights.
std::unique_ptr<TrainingSession> make_training_session(TrainingSetup setup);

}  // namespace runner
