#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <runner/random.hpp>

#include "config/experiment_spec.hpp"

namespace runner {

struct Examples;
struct LoadedData;

// Some of the examples of a source, in an order. The source outlives it.
struct ExampleSet {
  const Examples* source = nullptr;
  std::vector<std::uint32_t>
      rows;  // columns of source->values: the example's row in the data's file

  std::uint64_t count() const { return rows.size(); }
};

// The labels of some rows of the set's source.
std::vector<std::uint32_t> labels_of(const ExampleSet& set, std::span<const std::uint32_t> rows);

struct Split {
  ExampleSet train;
  ExampleSet validation;  // may be empty
  ExampleSet test;        // may be empty; the data's own test set, if it brings one
};

// How many examples of the pool each part gets.
struct SplitSizes {
  std::uint64_t test = 0;  // 0 where the data brings a test set of its own
  std::uint64_t validation = 0;
  std::uint64_t train = 0;
};

// Throws as split_data() does, without drawing anything.
SplitSizes split_sizes(const LoadedData& data, const ExperimentSpec& spec);

// Shuffles the pool, as np.random.shuffle does, and deals it out: the first split_size rows are the
// test set, the next validation_size the validation set, the rest trains. Throws InputError, with
// the place in the config, when the sizes leave nothing to train on, or when split_size is given
// beside a test set of the data's own, or a batch is larger than the training set.
Split split_data(const LoadedData& data, const ExperimentSpec& spec, Random& random);

}  // namespace runner
