#pragma once

#include <cstdint>
#include <optional>

#include "config/experiment_spec.hpp"

namespace runner {

// How long and in what pieces to train.
struct TrainingPlan {
  std::uint64_t iterations = 0;  // updates
  std::uint64_t batch_size = 0;  // from 1 to the number of training examples
  bool shuffled = false;         // false: every batch is the whole training set
  std::uint64_t report_every = 100;
  std::optional<EarlyStopping> early_stopping = {};  // needs validation examples
  // Where training pauses, after the row of metrics that is due there, to be resumed later; a
  // multiple of report_every. 0: nowhere.
  std::uint64_t pause_after = 0;
};

}  // namespace runner
