#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace runner {

// A line of predictions.csv: a test example and what the network made of it.
struct PredictionLine {
  std::uint64_t index = 0;  // row in the pool, or in the data's own test set
  std::uint32_t label = 0;  // classes are counted from 0
  std::uint32_t predicted = 0;
  double confidence = 0;  // the predicted class's probability
};

// What classes are called in predictions.csv.
struct ClassLabels {
  std::uint32_t first_label = 0;  // the number of class 0
  std::span<const std::string> names;
};

// Writes a run's predictions.csv atomically. Its columns `label` and `predicted` have the numbers
// of the data's source, which need not begin at 0.
// Throws: Error (not_writable, no_space).
void write_predictions(const std::filesystem::path& folder, const ClassLabels& classes,
                       std::span<const PredictionLine> lines);

// Reads a run's predictions.csv in the file's order, finding columns by name. Names of classes are
// ignored.
// Throws: Error (not_found, not_readable, damaged) with the file and the line, also if a label is
// not that of a class.
std::vector<PredictionLine> read_predictions(const std::filesystem::path& folder,
                                             const ClassLabels& classes);

}  // namespace runner
