#include <charconv>
#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "support/catch.hpp"
#include "support/data_files.hpp"
#include "support/plugin_fixture.hpp"

// Runs the cases of tests/real_inputs/csv.txt: tables as people have them, with what must happen.
namespace runner::test::csv_real_inputs_test {

using runner::Dataset;
using runner::LoadedData;
using runner::OptionError;

namespace {

struct Case {
  std::string what;
  std::string options;  // name=value, separated by spaces; a list has commas
  std::string data;
  std::string test_data;  // empty: no test table
  std::string expected;
};

// `text` with \n, \r, \t, \\ and \xHH for the bytes that they mean.
std::string unescaped(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      bytes += text[i];
      continue;
    }
    const char code = text.at(++i);
    if (code == 'x') {
      unsigned value = 0;
      std::from_chars(text.data() + i + 1, text.data() + i + 3, value, 16);
      bytes += static_cast<char>(value);
      i += 2;
    } else {
      bytes += code == 'n' ? '\n' : code == 'r' ? '\r' : code == 't' ? '\t' : code;
    }
  }
  return bytes;
}

// Sections that begin with "# WHAT", of lines "key: value"; a repeated key continues its value.
std::vector<Case> read_cases() {
  std::ifstream file(std::string(RUNNER_SOURCE_DIR) + "/tests/real_inputs/csv.txt");
  std::vector<Case> cases;
  for (std::string line; std::getline(file, line);) {
    if (line.empty()) continue;
    if (line.starts_with("# ")) {
      cases.push_back({line.substr(2), {}, {}, {}, {}});
      continue;
    }
    const std::size_t colon = line.find(": ");
    const std::string key = line.substr(0, colon);
    const std::string value = line.substr(colon + 2);
    Case& current = cases.at(cases.size() - 1);
    if (key == "options") current.options = value;
    if (key == "data") current.data += unescaped(value);
    if (key == "test") current.test_data += unescaped(value);
    if (key == "expect") current.expected += (current.expected.empty() ? "" : "\n") + value;
  }
  return cases;
}

TestOptions options_of(const Case& input, const std::string& file, const std::string& test_file) {
  TestOptions options = {{"file", file}};
  if (!input.test_data.empty()) options = options.with("test_file", test_file);
  std::istringstream words(input.options);
  for (std::string word; words >> word;) {
    const std::size_t equals = word.find('=');
    const std::string name = word.substr(0, equals);
    const std::string value = word.substr(equals + 1);
    if (name == "ignore" || name == "class_names") {
      std::vector<std::string> items;
      std::istringstream list(value);
      for (std::string item; std::getline(list, item, ',');) items.push_back(item);
      options = options.with(name, items);
    } else if (name == "label_position" || name == "limit") {
      options = options.with(name, std::int64_t{std::stoi(value)});
    } else if (name == "scale") {
      options = options.with(name, std::stod(value));
    } else {
      options = options.with(name, value);
    }
  }
  return options;
}

std::string describe(const Examples& examples) {
  std::string text = fmt::format("labels {}, values", fmt::join(examples.labels, " "));
  std::visit(
      [&](const auto& values) {
        for (arma::uword i = 0; i < values.n_cols; ++i) {
          text += i == 0 ? "" : " |";
          for (arma::uword j = 0; j < values.n_rows; ++j) {
            text += fmt::format(" {}", static_cast<double>(values(j, i)));
          }
        }
      },
      examples.values);
  return text;
}

// What the data hold and what was decided, a line each; or the error.
std::string outcome(const Case& input) {
  const DataFolder folder;
  const std::string file = folder.write("t.csv", input.data);
  const std::string test_file = folder.write("test.csv", input.test_data);
  std::string text;
  try {
    const LoadedData data = load_plugin<Dataset>("csv", options_of(input, file, test_file))->load();
    text = describe(data.pool);
    if (data.first_label != 0) text += fmt::format("\nfirst label {}", data.first_label);
    if (!data.class_names.empty()) {
      text += fmt::format("\nclasses {}", fmt::join(data.class_names, ","));
    }
    if (data.test) text += "\ntest: " + describe(*data.test);
    for (const auto& decision : data.decisions) text += "\n" + decision;
    for (const auto& warning : data.warnings) text += "\nwarning: " + warning;
  } catch (const OptionError& error) {
    text = error.option() + "| " + error.what();
  }
  const std::pair<std::string, std::string> places[] = {{file, "FILE"}, {test_file, "TEST"}};
  for (const auto& [path, name] : places) {
    for (std::size_t at; (at = text.find(path)) != std::string::npos;) {
      text.replace(at, path.size(), name);
    }
  }
  return text;
}

}  // namespace

TEST_CASE("Tables as people have them are read as they mean, or refused with the cause", "[csv]") {
  const std::vector<Case> cases = read_cases();
  CHECK(cases.size() >= 60);
  for (const Case& input : cases) {
    CAPTURE(input.what);
    CHECK(outcome(input) == input.expected);
  }
}

}  // namespace runner::test::csv_real_inputs_test
