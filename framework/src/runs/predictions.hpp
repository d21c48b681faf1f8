#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

namespace runner {

// A line of predictions.csv: a test example and what the network made of it.
struct PredictionLine {
  std::uint64_t index = 0;  // row in the pool, or in the data's own test set
  std::uint32_t label = 0;  // classes are counted from 0
  std::uint32_t predicted = 0;
  double confidence = 0;  // the predicted class's probability
};

// Writes a run's predictions.csv atomically.
// Throws: Error (not_writable, no_space).
void write_predictions(const std::filesystem::path& folder, std::span<const PredictionLine> lines);

// Reads a run's predictions.csv in the file's order, finding columns by name.
// Throws: Error (not_found, not_readable, damaged) with the file and the line.
std::vector<PredictionLine> read_predictions(const std::filesystem::path& folder);

}  // namespace runner
