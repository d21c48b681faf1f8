// Examples as predictions.csv numbers them: those of the data's own test set if it has one, else
// those of the pool.
#pragma once

#include <cstdint>
#include <vector>

namespace runner {

struct Examples;
struct LoadedData;

// An example's values as the network sees them, divided by the data's scale: 0 to 1 for images.
// Requires: index < examples.count().
std::vector<double> example_values(const Examples& examples, std::uint64_t index, double scale);

std::uint64_t indexed_example_count(const LoadedData& data);

// Requires: index < indexed_example_count(data).
std::vector<double> indexed_example_values(const LoadedData& data, std::uint64_t index);

}  // namespace runner
