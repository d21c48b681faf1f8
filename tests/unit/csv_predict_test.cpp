#include <fcntl.h>
#include <unistd.h>

#include "support/catch.hpp"
#include "support/data_files.hpp"
#include "support/plugin_fixture.hpp"

// read_examples(): tables for a network that is trained.
namespace runner::test::csv_predict_test {

using runner::Dataset;
using runner::ExampleLayout;
using runner::Examples;

namespace {

using Labels = std::vector<std::uint32_t>;
using Reals = std::vector<double>;

const ExampleLayout named{.shape = {1, 2, 1},
                          .scale = 1,
                          .class_names = {"1", "2"},
                          .first_label = 1,
                          .input_names = {"a", "b"}};
const ExampleLayout nameless{
    .shape = {1, 2, 1}, .scale = 1, .class_names = {"1", "2"}, .first_label = 1, .input_names = {}};

const TestOptions numbers = {{"file", std::string("gone.csv")}, {"values", std::string("numbers")}};

Examples read(const std::string& table, const ExampleLayout& layout,
              const TestOptions& options = numbers) {
  const DataFolder folder;
  return load_plugin<Dataset>("csv", options)->read_examples(folder.write("t.csv", table), layout);
}

std::string error_of(const std::string& table, const ExampleLayout& layout,
                     const TestOptions& options = numbers) {
  const DataFolder folder;
  const std::string path = folder.write("t.csv", table);
  try {
    load_plugin<Dataset>("csv", options)->read_examples(path, layout);
  } catch (const std::exception& error) {
    std::string message = error.what();
    message.replace(0, path.size(), "FILE");
    return message;
  }
  return "no error";
}

Reals values(const Examples& examples) {
  const auto& matrix = std::get<arma::Mat<double>>(examples.values);
  return {matrix.begin(), matrix.end()};
}

}  // namespace

TEST_CASE("Columns are found by their names, with or without labels", "[csv]") {
  const Examples with = read("b,label,a\n4,2,3\n6,1,5\n", named);
  CHECK(values(with) == Reals{3, 4, 5, 6});
  CHECK(with.labels == Labels{1, 0});
  const Examples without = read("b,a\n4,3\n", named);
  CHECK(values(without) == Reals{3, 4});
  CHECK(without.labels.empty());
}

TEST_CASE("Columns that are neither inputs nor the label are ignored", "[csv]") {
  const Examples examples = read(",id,b,a\n0,x7,4,3\n", named);
  CHECK(values(examples) == Reals{3, 4});
  CHECK(examples.labels.empty());
}

TEST_CASE("A missing input is an error that names it", "[csv]") {
  CHECK(error_of("label,a,c\n1,2,3\n", named) ==
        "FILE:1:1: this table has no column 'b', which the training table has; its columns are "
        "'label', 'a', 'c'.");
}

TEST_CASE("A table without header has the inputs in their order", "[csv]") {
  CHECK(values(read("3,4\n5,6\n", named)) == Reals{3, 4, 5, 6});
  CHECK(values(read("3,4\n", nameless)) == Reals{3, 4});
  CHECK(error_of("3,4,1\n", named) ==
        "FILE:1:1: this table has no header and 3 columns; expected the 2 inputs, in the order of "
        "the training table. With a header, columns are found by name.");
}

TEST_CASE("A table without header may have the columns that the options number", "[csv]") {
  const auto options = numbers.with("label_position", std::int64_t{1});
  CHECK(read("2,3,4\n", nameless, options).labels == Labels{1});
  CHECK(values(read("2,3,4\n", nameless, options)) == Reals{3, 4});
  CHECK(read("3,4\n", nameless, options).labels.empty());
  const auto last = numbers.with("label_position", std::int64_t{3});
  CHECK(read("3,4,2\n", nameless, last).labels == Labels{1});
  const auto ignored = last.with("ignore", std::vector<std::string>{"1"});
  CHECK(values(read("x,3,2,4\n", nameless, ignored)) == Reals{3, 4});
  CHECK(read("x,3,2,4\n", nameless, ignored).labels == Labels{1});
  CHECK(values(read("x,3,4\n", nameless, ignored)) == Reals{3, 4});
  CHECK(error_of("1,2,3,4,5\n", nameless, ignored) ==
        "FILE:1:1: this table has no header and 5 columns; expected the 2 inputs, in the order of "
        "the training table, or all of its columns. With a header, columns are found by name.");
}

TEST_CASE("Columns that are ignored may stand behind the label and the inputs", "[csv]") {
  const auto options = numbers.with("label_position", std::int64_t{1})
                           .with("ignore", std::vector<std::string>{"4", "4"});
  CHECK(values(read("2,3,4,x\n", nameless, options)) == Reals{3, 4});
  CHECK(read("2,3,4,x\n", nameless, options).labels == Labels{1});
  CHECK(values(read("3,4,x\n", nameless, options)) == Reals{3, 4});
}

TEST_CASE("An index before the columns of a table without header is ignored", "[csv]") {
  const auto options = numbers.with("label_position", std::int64_t{2});
  const Reals expected = {3, 4, 5, 6, 7, 8};
  CHECK(values(read("0,1,3,4\n1,2,5,6\n2,1,7,8\n", nameless, options)) == expected);
  CHECK(read("0,1,3,4\n1,2,5,6\n2,1,7,8\n", nameless, options).labels == Labels{0, 1, 0});
  CHECK(values(read("0,3,4\n1,5,6\n2,7,8\n", nameless, options)) == expected);
  CHECK(read("0,3,4\n1,5,6\n2,7,8\n", nameless, options).labels.empty());
  CHECK(error_of("0,4\n1,6\n2,8\n", nameless, options) ==
        "FILE:1:1: this table has no header and 2 columns, of which the first counts the rows, so "
        "that it is an index; expected the 2 inputs, in the order of the training table, or all of "
        "its columns. With a header, columns are found by name.");
}

TEST_CASE("A header needs the names of the training table", "[csv]") {
  CHECK(error_of("a,b\n1,2\n", nameless) ==
        "FILE:1:1: this table has a header, but the training table has none, so that its columns "
        "cannot be found by name; remove this line.");
}

TEST_CASE("With a header, a label by position is a column that is not an input", "[csv]") {
  const auto options = numbers.with("label_position", std::int64_t{1});
  CHECK(read("y,a,b\n2,3,4\n", named, options).labels == Labels{1});
  CHECK(read("a,b\n3,4\n", named, options).labels.empty());
  CHECK(error_of("a,b,y\n3,4,1\n", named, options) ==
        "FILE:1:5: column 3 ('y') is not an input, but it is not at the position of the labels, 1, "
        "either; remove it or move it.");
}

TEST_CASE("Labels are those of the training data", "[csv]") {
  CHECK(error_of("label,a,b\n0,2,3\n", named) ==
        "FILE:2:1: '0' is not a label of the training data, which are from 1 to 2.");
  CHECK(error_of("label,a,b\n3,2,3\n", named) ==
        "FILE:2:1: '3' is not a label of the training data, which are from 1 to 2.");
  const auto names = numbers.with("labels", std::string("names"));
  ExampleLayout classes = named;
  classes.class_names = {"cat", "dog"};
  classes.first_label = 0;
  CHECK(read("label,a,b\ndog,2,3\ncat,2,3\n", classes, names).labels == Labels{1, 0});
  CHECK(error_of("label,a,b\ncow,2,3\n", classes, names) ==
        "FILE:2:1: 'cow' is not one of the classes 'cat', 'dog'.");
}

TEST_CASE("Bytes stay bytes, gzipped and zipped tables are read", "[csv]") {
  const TestOptions bytes = {{"file", std::string("gone.csv")}};
  for (const std::string& file :
       {gzipped("a,b\n7,255\n"), zip_bytes({{"test.csv", "a,b\n7,255\n"}})}) {
    const Examples examples = read(file, named, bytes);
    const auto& matrix = std::get<arma::Mat<std::uint8_t>>(examples.values);
    CHECK(std::vector<int>(matrix.begin(), matrix.end()) == std::vector<int>{7, 255});
  }
}

TEST_CASE("A minus is standard input, plain or packed", "[csv]") {
  const int old_input = dup(STDIN_FILENO);
  for (const std::string& file :
       {std::string("b,a\n4,3\n"), gzipped("b,a\n4,3\n"), zip_bytes({{"t.csv", "b,a\n4,3\n"}})}) {
    int ends[2] = {};
    REQUIRE(pipe(ends) == 0);
    REQUIRE(write(ends[1], file.data(), file.size()) == static_cast<ssize_t>(file.size()));
    close(ends[1]);
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    CHECK(values(load_plugin<Dataset>("csv", numbers)->read_examples("-", named)) == Reals{3, 4});
  }
  dup2(old_input, STDIN_FILENO);
  close(old_input);
}

}  // namespace runner::test::csv_predict_test
