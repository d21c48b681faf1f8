#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace runner {

// A line of predictions.csv: a test example and what the network made of it.
struct PredictionLine {
  std::uint64_t index = 0;  // row in the pool, or in the data's own test set
  std::uint32_t label = 0;  // classes are counted from 0
  std::uint32_t predicted = 0;
  double confidence = 0;  // the predicted class's probability
};

// Reads predictions.csv, in the file's order, finding columns by name. Throws InputError with the
// file and line when it is missing or damaged.
std::vector<PredictionLine> read_predictions(const std::filesystem::path& file);

}  // namespace runner
