#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <runner/random.hpp>

#include "config/experiment_spec.hpp"

namespace runner {

struct Examples;
struct LoadedData;

// Some of the examples of a source, in an order. The source must outlive it.
struct ExampleSet {
  const Examples* source = nullptr;
  // Columns of source->values; also the examples' rows in the data's file, from 0.
  std::vector<std::uint32_t> rows;

  std::uint64_t count() const { return rows.size(); }
};

// The labels of some rows of the set's source.
std::vector<std::uint32_t> labels_of(const ExampleSet& set, std::span<const std::uint32_t> rows);

struct Split {
  ExampleSet train;
  ExampleSet validation;  // may be empty
  ExampleSet test;        // may be empty; the data's own test set if there is one
};

// Number of the pool's examples in each part.
struct SplitSizes {
  std::uint64_t test = 0;  // 0 if the data have a test set of their own
  std::uint64_t validation = 0;
  std::uint64_t train = 0;
};

// The sizes that split_data() deals out. Draws nothing; throws as split_data() does.
SplitSizes split_sizes(const LoadedData& data, const ExperimentSpec& spec);

// Shuffles the pool as np.random.shuffle does and deals it out: the first split_size rows (default
// 1000, or 0 if the data have a test set) are the test set, the next validation_size the validation
// set, and the rest is the training set.
// Throws: Error (invalid_input), with the place in the config, if the sizes leave no training
// examples, if split_size is above 0 although the data have a test set, or if batch_size exceeds
// the training set.
Split split_data(const LoadedData& data, const ExperimentSpec& spec, Random& random);

}  // namespace runner
