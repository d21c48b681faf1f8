// What is needed to look at a run after it ended: its data and its network.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "data/hashed_data.hpp"
#include "plugin_host/catalog.hpp"
#include "runs/run_record.hpp"
#include "training/predictor.hpp"

namespace runner {

// Loads the data of a run's dataset. `moved` are the overrides that `runner resume` was given.
// Throws: as HashedData(); if a file or folder is missing, with the command that says where the
// data has moved to.
std::unique_ptr<HashedData> load_dataset(const RunRecord& record, const BoundPlugin& dataset,
                                         const std::vector<std::string>& moved = {});

// Loads the dataset as the run's config describes it.
// Throws: Error (invalid_input) if the data cannot be loaded or are not what the run saw.
std::unique_ptr<HashedData> load_run_data(const RunRecord& record, const Catalog& catalog);

// Binds the run's dataset as its config describes it, without loading its data.
// Throws: Error (invalid_input).
BoundPlugin bind_run_dataset(const RunRecord& record, const Catalog& catalog);

// A run's network with the weights in its folder. The run's data are not needed.
class RunPredictor {
 public:
  // Throws: Error (invalid_input, damaged, ...) if the activation or the weights cannot be loaded,
  // or config.yaml names another activation than run.json.
  RunPredictor(const RunRecord& record, const Catalog& catalog);

  // See Predictor.
  // Throws: Error (damaged) if one of them is not finite.
  std::vector<double> probabilities(const Examples& examples);

 private:
  std::filesystem::path folder_;
  BoundPlugin activation_;
  std::unique_ptr<Predictor> predictor_;
};

}  // namespace runner
