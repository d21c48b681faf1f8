#include "data/split.hpp"

#include "data/data_hash.hpp"
#include "support/catch.hpp"

namespace runner::split_test {
namespace {

LoadedData data_of(std::uint32_t count) {
  LoadedData data;
  data.pool.values = arma::Mat<std::uint8_t>(1, count, arma::fill::zeros);
  data.pool.labels.assign(count, 0);
  data.shape = {1, 1, 1};
  data.class_names = {"0"};
  return data;
}

ExperimentSpec spec_of(std::uint64_t split_size, std::uint64_t validation_size = 0) {
  const auto file = std::make_shared<const std::string>("x.yaml");
  ExperimentSpec spec;
  spec.location = {file, 0, 0};
  spec.split_size = {split_size, {file, 2, 13}};
  spec.validation_size = {validation_size, {file, 3, 18}};
  return spec;
}

std::string error_of(const LoadedData& data, const ExperimentSpec& spec) {
  Random random(0);
  try {
    split_data(data, spec, random);
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

// python3 -c "import numpy as np; np.random.seed(42); print(np.random.permutation(10))"
TEST_CASE("the pool is shuffled as NumPy does and dealt out: test, validation, training") {
  const LoadedData data = data_of(10);
  Random random(42);
  const Split split = split_data(data, spec_of(3, 2), random);
  CHECK(split.test.rows == std::vector<std::uint32_t>{8, 1, 5});
  CHECK(split.validation.rows == std::vector<std::uint32_t>{0, 7});
  CHECK(split.train.rows == std::vector<std::uint32_t>{2, 9, 4, 3, 6});
}

TEST_CASE("a test set of the data's own is the test set, and nothing is held out of the pool") {
  LoadedData data = data_of(10);
  data.test = data_of(4).pool;
  ExperimentSpec spec = spec_of(0);
  spec.split_size.reset();
  Random random(42);
  const Split split = split_data(data, spec, random);
  CHECK(split.test.source == &*data.test);
  CHECK(split.test.rows == std::vector<std::uint32_t>{0, 1, 2, 3});
  CHECK(split.train.rows == std::vector<std::uint32_t>{8, 1, 5, 0, 7, 2, 9, 4, 3, 6});
  CHECK(error_of(data, spec_of(3)) ==
        "x.yaml:2:13: split_size is 3, but this dataset has a test set of its own with 4 examples; "
        "remove split_size or the test files.");
}

TEST_CASE("sizes that leave no training examples are errors with their place") {
  const LoadedData data = data_of(10);
  CHECK(error_of(data, spec_of(10)) ==
        "x.yaml:2:13: split_size must be below the pool's 10 examples, but this is 10.");
  CHECK(error_of(data, spec_of(4, 6)) ==
        "x.yaml:3:18: validation_size must be below the 6 examples that remain beside the test "
        "set, but this is 6.");
  ExperimentSpec spec = spec_of(4);
  spec.split_size.reset();
  CHECK(
      error_of(data, spec) ==
      "x.yaml: split_size defaults to 1000, but the pool has only 10 examples; set a smaller one.");
  spec = spec_of(4);
  spec.batch_size = {7, {spec.location.source, 4, 13}};
  CHECK(error_of(data, spec) ==
        "x.yaml:4:13: batch_size must be at most the 6 training examples, but this is 7; write "
        "'all' for one batch of all examples.");
}

TEST_CASE("the data's hash covers all that was loaded") {
  const LoadedData data = data_of(10);
  LoadedData other = data_of(10);
  CHECK(data_sha256(data) == data_sha256(other));
  other.pool.labels[9] = 1;
  CHECK(data_sha256(data) != data_sha256(other));
  other = data_of(10);
  other.shape.channels = 2;
  CHECK(data_sha256(data) != data_sha256(other));
  other = data_of(10);
  std::get<arma::Mat<std::uint8_t>>(other.pool.values)(0, 3) = 1;
  CHECK(data_sha256(data) != data_sha256(other));
  other = data_of(10);
  other.test = data_of(1).pool;
  CHECK(data_sha256(data) != data_sha256(other));
}

}  // namespace
}  // namespace runner::split_test
