#include "data/split.hpp"

#include <numeric>

#include <fmt/format.h>
#include <runner/dataset.hpp>

namespace runner {
namespace {

constexpr std::uint64_t default_split_size = 1000;

// Returns the number of test examples to hold out of the pool.
std::uint64_t held_out(const LoadedData& data, const ExperimentSpec& spec) {
  const std::uint64_t pool = data.pool.count();
  if (!spec.split_size) {
    if (data.test) return 0;
    if (default_split_size < pool) return default_split_size;
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: split_size defaults to {}, but the pool has only {} examples; "
                            "set a smaller one.",
                            spec.location.text(), default_split_size, pool));
  }
  const auto& [size, location] = *spec.split_size;
  if (data.test && size > 0) {
    throw Error(
        ErrorCode::invalid_input,
        fmt::format("{}: split_size is {}, but this dataset has a test set of its own with {} "
                    "examples; remove split_size or the test files.",
                    location.text(), size, data.test->count()));
  }
  if (size >= pool) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: split_size must be below the pool's {} examples, but this is {}.",
                            location.text(), pool, size));
  }
  return size;
}

}  // namespace

std::vector<std::uint32_t> labels_of(const ExampleSet& set, std::span<const std::uint32_t> rows) {
  std::vector<std::uint32_t> labels;
  for (const auto row : rows) labels.push_back(set.source->labels[row]);
  return labels;
}

SplitSizes split_sizes(const LoadedData& data, const ExperimentSpec& spec) {
  const std::uint64_t pool = data.pool.count();
  const std::uint64_t test = held_out(data, spec);
  const auto& [validation, validation_location] = spec.validation_size;
  if (validation >= pool - test) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: validation_size must be below the {} examples that remain beside "
                            "the test set, but this is {}.",
                            validation_location.text(), pool - test, validation));
  }
  const std::uint64_t train = pool - test - validation;
  if (spec.batch_size && spec.batch_size->value > train) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: batch_size must be at most the {} training examples, but this is "
                            "{}; write 'all' for one batch of all examples.",
                            spec.batch_size->location.text(), train, spec.batch_size->value));
  }
  return {test, validation, train};
}

Split split_data(const LoadedData& data, const ExperimentSpec& spec, Random& random) {
  const SplitSizes sizes = split_sizes(data, spec);
  const auto order = random.permutation(static_cast<std::uint32_t>(data.pool.count()));
  const auto test_end = order.begin() + static_cast<std::ptrdiff_t>(sizes.test);
  const auto validation_end = test_end + static_cast<std::ptrdiff_t>(sizes.validation);
  Split split;
  split.test = {&data.pool, {order.begin(), test_end}};
  split.validation = {&data.pool, {test_end, validation_end}};
  split.train = {&data.pool, {validation_end, order.end()}};
  if (data.test) {
    split.test = {&*data.test, std::vector<std::uint32_t>(data.test->count())};
    std::iota(split.test.rows.begin(), split.test.rows.end(), 0U);
  }
  return split;
}

}  // namespace runner
