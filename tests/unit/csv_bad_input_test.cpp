#include "support/catch.hpp"
#include "support/data_files.hpp"
#include "support/plugin_fixture.hpp"

namespace runner::test::csv_bad_input_test {

using runner::Dataset;
using runner::LoadedData;
using runner::OptionError;
using runner::test::DataFolder;
using runner::test::gzipped;
using runner::test::load_plugin;
using runner::test::TestOptions;

namespace {

LoadedData load(const TestOptions& options) { return load_plugin<Dataset>("csv", options)->load(); }

// The error's option and its message, with "FILE" in place of the table's path.
std::string error_of(const std::string& table, TestOptions options = {}) {
  const DataFolder folder;
  const std::string path = folder.write("t.csv", table);
  const auto dataset = load_plugin<Dataset>("csv", {{"file", path}});
  dataset->options(options);
  try {
    dataset->load();
  } catch (const OptionError& error) {
    std::string message = error.what();
    for (std::size_t at; (at = message.find(path)) != std::string::npos;) {
      message.replace(at, path.size(), "FILE");
    }
    return error.option() + "| " + message;
  }
  return "no error";
}

// The error of a table without header whose first column is the label.
std::string error_of_rows(const std::string& table, TestOptions options = {}) {
  return error_of(table, options.with("label_position", 1));
}

// A table of rows: label 1, pixels 2, 3, 4, 5, in each row.
std::string rows(std::size_t count) {
  std::string table = "label,a,b,c,d\n";
  for (std::size_t i = 0; i < count; ++i) table += "1,2,3,4,5\n";
  return table;
}

}  // namespace

TEST_CASE("A missing table is an error of the option that names it", "[csv]") {
  const DataFolder folder;
  const std::string path = folder.path("absent.csv");
  CHECK_THROWS_WITH(load({{"file", path}}),
                    path + ": this file cannot be opened: No such file or directory.");
  try {
    load({{"file", folder.write("a.csv", rows(1))}, {"test_file", path}});
    FAIL("no error");
  } catch (const OptionError& error) {
    CHECK(error.option() == "test_file");
  }
}

TEST_CASE("An empty table is an error", "[csv]") {
  const std::string message =
      "file| FILE: this file is empty; expected rows of a label and values.";
  CHECK(error_of("") == message);
  CHECK(error_of("\n\n") == message);
  CHECK(error_of("\xEF\xBB\xBF") == message);
}

TEST_CASE("A header without rows is an error", "[csv]") {
  CHECK(error_of("label,pixel0\n") == "file| FILE:1:1: this is a header, but no rows follow it.");
}

TEST_CASE("A table of one column is an error", "[csv]") {
  CHECK(error_of("label\n1\n") ==
        "file| FILE:1:1: expected a label and values, but this line has a single cell.");
}

TEST_CASE("A row with too few cells is an error", "[csv]") {
  CHECK(error_of("label,a,b\n1,2,3\n1,2\n") ==
        "file| FILE:3:1: this row has 2 cells, expected 3 as in line 1.");
}

TEST_CASE("A row with too many cells is an error", "[csv]") {
  CHECK(error_of_rows("1,2,3\n1,2,3,\n") ==
        "file| FILE:2:1: this row has 4 cells, expected 3 as in line 1. Its last cell is empty.");
  CHECK(error_of_rows("1,2,3\n1,2,3,4\n") ==
        "file| FILE:2:1: this row has 4 cells, expected 3 as in line 1.");
}

TEST_CASE("A cell that is not a number is an error at its place", "[csv]") {
  CHECK(error_of_rows("1,2,3\n4,5,x\n") ==
        "file| FILE:2:5: 'x' is not a number; expected a pixel, an integer from 0 to 255. Turn "
        "texts into numbers, or add column 3 to ignore.");
  CHECK(
      error_of_rows("1,2\nseven,5\n") ==
      "file| FILE:2:1: 'seven' is not a number; expected a label, an integer from 0 to 65535. For "
      "texts, set labels to names; if this is not the label's column, set label or "
      "label_position.");
  CHECK(error_of_rows("1,2\n3, \"4x\"\n") ==
        "file| FILE:2:5: '4x' is not a number; expected a pixel, an integer from 0 to 255. Turn "
        "texts into numbers, or add column 2 to ignore.");
}

TEST_CASE("A long cell is shortened in the message, and only printable ASCII is shown", "[csv]") {
  CHECK(error_of_rows("1,2\n3,abcdefghijklmnopqrstuvwxyz\n") ==
        "file| FILE:2:3: 'abcdefghijklmnopqrst...' is not a number; expected a pixel, an integer "
        "from 0 to 255. Turn texts into numbers, or add column 2 to ignore.");
  CHECK(error_of_rows("1,2\n3,a\x1b[2J\xe4\n") ==
        "file| FILE:2:3: 'a?[2J?' is not a number; expected a pixel, an integer from 0 to 255. "
        "Turn texts into numbers, or add column 2 to ignore.");
}

TEST_CASE("An empty cell is an error", "[csv]") {
  CHECK(error_of_rows("1,2,3\n4,,6\n") ==
        "file| FILE:2:3: this cell is empty; expected a pixel, an integer from 0 to 255. Fill in a "
        "number, remove the row, or add column 2 to ignore.");
}

TEST_CASE("A number that is not a byte is an error", "[csv]") {
  for (const std::string value : {"256", "-1", "1e3", "99999999999999999999"}) {
    CHECK(
        error_of_rows("1,2\n3," + value + "\n") ==
        "file| FILE:2:3: '" + value +
            "' is out of range; expected a pixel, an integer from 0 to "
            "255. For other numbers, set values to numbers; if column 2 is not an input, add it to "
            "ignore.");
  }
}

TEST_CASE("A negative or huge label is an error", "[csv]") {
  for (const std::string value : {"-1", "65536"}) {
    CHECK(error_of_rows(value + ",2\n") ==
          "file| FILE:1:1: '" + value +
              "' is out of range; expected a label, an integer from 0 to "
              "65535. If this is not the label's column, set label or label_position.");
  }
}

TEST_CASE("More labels than class names are an error of class_names", "[csv]") {
  const std::vector<std::string> names = {"no", "yes"};
  CHECK(error_of_rows("0,5\n2,5\n", {{"class_names", names}}) ==
        "class_names| FILE: there are labels from 0 to 2, but class_names has 2 entries; list one "
        "for each label from 0 on.");
}

TEST_CASE("An unknown label column is an error that names the columns", "[csv]") {
  CHECK(error_of("a,b,c,d,e,f,g\n1,2,3,4,5,6,7\n", {{"label", std::string("x")}}) ==
        "label| FILE:1:1: the header has no column 'x'; its columns are 'a', 'b', 'c', 'd', 'e' "
        "and 2 "
        "more. Set label or label_position.");
  CHECK(error_of("a,b\n1,2\n") ==
        "label| FILE:1:1: the header has no column 'label'; its columns are "
        "'a', 'b'. Set label or label_position.");
}

TEST_CASE("A label name for a table without header is an error", "[csv]") {
  CHECK(error_of("1,2\n", {{"label", std::string("x")}}) ==
        "label| FILE:1:1: the table has no header with the column 'x'. Set label_position, or set "
        "header to yes.");
}

TEST_CASE("A label position outside the table is an error", "[csv]") {
  CHECK(error_of("1,2\n", {{"label_position", 3}}) ==
        "label_position| FILE:1:1: the table has 2 columns, so it has no column 3.");
}

TEST_CASE("A zero byte is an error", "[csv]") {
  CHECK(error_of_rows(std::string("1,2\n3,\0\n", 8)) ==
        "file| FILE:2:3: this is a zero byte, but a table is text; save it as CSV in UTF-8.");
}

TEST_CASE("An empty line between rows is an error", "[csv]") {
  CHECK(error_of_rows("1,2\n\n3,4\n") ==
        "file| FILE:2:1: this line is empty but others follow; remove it.");
}

TEST_CASE("Unbalanced quotes are errors", "[csv]") {
  CHECK(error_of_rows("1,2\n3,\"4\n") ==
        "file| FILE:2:3: this cell's opening quote has no closing quote on this line.");
  CHECK(error_of_rows("1,2\n\"3\"4,5\n") ==
        "file| FILE:2:4: expected a comma after the closing quote.");
}

TEST_CASE("A line without end is refused", "[csv]") {
  CHECK(error_of(gzipped(std::string(70'000'000, '1'))) ==
        "file| FILE: line 1 is longer than 67108864 bytes; this is not a table of values.");
}

TEST_CASE("A truncated gzipped table is an error", "[csv]") {
  const std::string packed = gzipped(rows(100));
  CHECK(error_of(packed.substr(0, packed.size() - 1)) ==
        "file| FILE: this file is damaged: the compressed data end too early; download or copy it "
        "again.");
}

TEST_CASE("A test table of another width is an error", "[csv]") {
  const DataFolder folder;
  const std::string file = folder.write("a.csv", "1,2,3\n");
  const std::string test = folder.write("b.csv", "1,2,3,4\n");
  CHECK_THROWS_WITH(
      load({{"file", file}, {"test_file", test}, {"label_position", 1}}),
      test + ": this table has 4 columns, but " + file + " has 3; they must be the same.");
}

TEST_CASE("A number that is not a finite double is an error at its place", "[csv]") {
  const TestOptions numbers = {{"values", std::string("numbers")}};
  CHECK(error_of_rows("1,2.5,3\n1,x,3\n", numbers) ==
        "file| FILE:2:3: 'x' is not a number; expected one. Turn texts into numbers, or add column "
        "2 to ignore.");
  CHECK(error_of_rows("1,2.5,3\n1,2,\n", numbers) ==
        "file| FILE:2:5: this cell is empty; fill in a number, remove the row, or add column 3 to "
        "ignore.");
  for (const std::string value : {"inf", "-Infinity", "-nan"}) {
    CHECK(error_of_rows("1,2\n3," + value + "\n", numbers) ==
          "file| FILE:2:3: '" + value + "' is not finite; fill in a number or remove the row.");
  }
  for (const std::string value : {"1e309", "-1e309", "1e-400"}) {
    CHECK(error_of_rows("1,2\n3," + value + "\n", numbers) ==
          "file| FILE:2:3: '" + value +
              "' is out of range; a double has magnitudes from 1e-307 to 1e308.");
  }
}

TEST_CASE("A label that is not a class name is an error that lists the names", "[csv]") {
  const std::vector<std::string> names = {"setosa", "virginica"};
  CHECK(error_of_rows("setosa,1\nSetosa,2\n",
                      {{"labels", std::string("names")}, {"class_names", names}}) ==
        "file| FILE:2:1: 'Setosa' is not one of the class_names 'setosa', 'virginica'.");
}

TEST_CASE("A class name that is listed twice is an error", "[csv]") {
  const std::vector<std::string> twice = {"a", "b", "a"};
  CHECK(error_of_rows("a,1\n", {{"labels", std::string("names")}, {"class_names", twice}}) ==
        "class_names| class_names has 'a' twice; each class needs a name of its own.");
}

TEST_CASE("Options of the wrong kind are refused", "[csv]") {
  CHECK_THROWS_AS(load_plugin<Dataset>("csv"), std::invalid_argument);
  CHECK_THROWS_AS(load({{"file", std::string("x")}, {"limit", -1}}), std::invalid_argument);
  CHECK_THROWS_AS(load({{"file", std::string("x")}, {"label_position", -1}}),
                  std::invalid_argument);
}

}  // namespace runner::test::csv_bad_input_test
