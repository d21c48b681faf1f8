#include "data/load_data.hpp"

#include <runner/dataset.hpp>

#include "data/data_warnings.hpp"
#include "data/hashed_data.hpp"
#include "support/catch.hpp"

namespace runner::load_data_test {
namespace {

using Labels = std::vector<std::uint32_t>;

// One example a label, of two values.
Examples examples_of(Labels labels) {
  Examples examples;
  examples.values = arma::Mat<double>(2, labels.size(), arma::fill::zeros);
  examples.labels = std::move(labels);
  return examples;
}

LoadedData data_of(Labels labels, std::vector<std::string> class_names = {}) {
  LoadedData data;
  data.pool = examples_of(std::move(labels));
  data.shape = {1, 2, 1};
  data.class_names = std::move(class_names);
  return data;
}

class Fixed final : public Dataset {
 public:
  explicit Fixed(LoadedData data) : data_(std::move(data)) {}
  LoadedData load() override { return data_; }

 private:
  LoadedData data_;
};

BoundPlugin bound(LoadedData data, std::int64_t max_classes = 0) {
  BoundPlugin plugin;
  plugin.plugin = std::make_unique<Fixed>(std::move(data));
  plugin.info.kind = PluginKind::dataset;
  plugin.info.name = "fixed";
  plugin.choice.location = {std::make_shared<const std::string>("x.yaml"), 3, 10};
  plugin.host_options.max_classes = max_classes;
  return plugin;
}

std::string error_of(const LoadedData& data, std::int64_t max_classes = 0) {
  try {
    load_data(bound(data, max_classes));
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::invalid_input);
    return error.what();
  }
  return {};
}

const std::string start = "x.yaml:3:10: the dataset fixed cannot be used: ";

}  // namespace

TEST_CASE("Classes without names are called by the source's labels", "[data]") {
  LoadedData data = data_of({0, 2, 1});
  data.first_label = 7;
  CHECK(load_data(bound(data)).class_names == std::vector<std::string>{"7", "8", "9"});
}

TEST_CASE("Data with a single class are an error", "[data]") {
  const std::string end =
      ", so there is nothing to learn; a limit takes the first examples of a file, which may be "
      "sorted.";
  CHECK(error_of(data_of({0, 0, 0})) == start + "all of its 3 examples have the label 0" + end);
  LoadedData offset = data_of({0, 0});
  offset.first_label = 5;
  CHECK(error_of(offset) == start + "all of its 2 examples have the label 5" + end);
  CHECK(error_of(data_of({1, 1}, {"cat", "dog"})) ==
        start + "all of its 2 examples have the label 'dog'" + end);
}

TEST_CASE("More classes than examples are an error", "[data]") {
  LoadedData data = data_of({0, 9, 1});
  data.first_label = 100;
  CHECK(error_of(data) ==
        start +
            "it has 10 classes, from 100 to 109, for 3 examples. If these are its labels, set "
            "dataset.max_classes to 10.");
  CHECK(error_of(data, 10).empty());
}

TEST_CASE("More than 1000 classes are an error unless max_classes allows them", "[data]") {
  Labels labels;
  for (std::uint32_t i = 0; i < 1001; ++i) labels.push_back(i);
  CHECK(error_of(data_of(labels)) ==
        start +
            "it has 1001 classes, from 0 to 1000, for 1001 examples. If these are its labels, "
            "set dataset.max_classes to 1001.");
  CHECK(error_of(data_of(labels), 1001).empty());
  labels.pop_back();
  CHECK(error_of(data_of(labels)).empty());
}

TEST_CASE("max_classes also lowers the limit", "[data]") {
  CHECK(error_of(data_of({0, 1, 2}), 2) ==
        start +
            "it has 3 classes, from 0 to 2, but max_classes is 2. If these are its labels, set "
            "dataset.max_classes to 3.");
  CHECK(error_of(data_of({0, 1, 0}, {"a", "b", "c"}), 2) ==
        start +
            "it has 3 classes but max_classes is 2. If these are its labels, set "
            "dataset.max_classes to 3.");
}

TEST_CASE("The labels of the test set count as well", "[data]") {
  LoadedData data = data_of({0, 1});
  data.test = examples_of({5});
  CHECK_THAT(error_of(data), test::contains("it has 6 classes, from 0 to 5, for 2 examples"));
  data.class_names = {"a", "b"};
  CHECK(error_of(data) == start + "it has the label 5 but only 2 class names.");
}

TEST_CASE("The summary counts the pool's examples of each class", "[data]") {
  const HashedData data(bound(data_of({0, 2, 2, 1, 2})));
  CHECK(data.summary().class_examples == std::vector<std::uint64_t>{1, 1, 3});
}

TEST_CASE("Classes without training examples produce a warning that names them", "[data]") {
  LoadedData data = data_of({0, 2, 3, 0}, {"a", "b", "c", "d"});
  Split split;
  split.train = {&data.pool, {0, 1, 2}};
  CHECK(data_warnings(data, split, true) ==
        std::vector<std::string>{
            "the class 'b' has no training examples, so the network does not learn it."});
  data.warnings = {"The table looks odd."};
  split.train.rows = {0, 3};
  CHECK(data_warnings(data, split, true) ==
        std::vector<std::string>{"The table looks odd.",
                                 "the classes 'b', 'c', 'd' have no training examples, so the "
                                 "network does not learn them."});
}

TEST_CASE("Inputs far outside [-1, 1] produce a warning unless they are standardised", "[data]") {
  LoadedData data = data_of({0, 1});
  std::get<arma::Mat<double>>(data.pool.values).fill(500);
  Split split;
  split.train = {&data.pool, {0, 1}};
  data.class_names = {"0", "1"};
  REQUIRE(data_warnings(data, split, false).size() == 1);
  CHECK_THAT(data_warnings(data, split, false)[0],
             test::contains("2 of the 2 inputs are far outside [-1, 1]"));
  CHECK(data_warnings(data, split, true).empty());
}

}  // namespace runner::load_data_test
