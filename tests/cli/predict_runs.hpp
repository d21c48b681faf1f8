// Runs whose networks predict, and pictures for them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "cli/runs.hpp"
#include "support/catch.hpp"

namespace runner::test::predict_runs {

namespace fs = std::filesystem;

inline const std::string digits =
    std::string(RUNNER_SOURCE_DIR) + "/plugins/datasets/digits/images.idx3-ubyte.gz";

inline const std::string& run(const std::string& precision = "double") {
  static const TemporaryFolder folder;
  static const std::string with_double = train("baseline", folder.path());
  static const std::string with_float = train("baseline", folder.path(), {"precision=float"});
  return precision == "float" ? with_float : with_double;
}

inline std::vector<std::vector<std::string>> split(const std::string& text, char separator) {
  std::vector<std::vector<std::string>> rows;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    rows.emplace_back();
    std::istringstream fields(line);
    for (std::string field; std::getline(fields, field, separator);) rows.back().push_back(field);
  }
  return rows;
}

// A bright disc, 28 x 28, as PNG values.
inline std::vector<std::uint8_t> disc(std::size_t size) {
  std::vector<std::uint8_t> values(size * size, 0);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double half = static_cast<double>(size) / 2;
    const double y = (static_cast<double>(i / size) + 0.5 - half) / half;
    const double x = (static_cast<double>(i % size) + 0.5 - half) / half;
    if (x * x + y * y < 0.5) values[i] = 255;
  }
  return values;
}

inline std::string as_text(const std::vector<std::uint8_t>& values) {
  return {values.begin(), values.end()};
}

inline std::vector<std::uint8_t> inverted(std::vector<std::uint8_t> values) {
  for (auto& value : values) value = static_cast<std::uint8_t>(255 - value);
  return values;
}

// What the command says of one file, without the file's name.
inline std::string verdict(const fs::path& file, const std::vector<std::string>& options = {}) {
  std::vector<std::string> arguments = {"predict", run(), file.string()};
  arguments.insert(arguments.end(), options.begin(), options.end());
  const auto result = run_program(arguments);
  CHECK(result.err == "");
  REQUIRE(result.status == 0);
  return result.out.substr(result.out.find('\t'));
}

}  // namespace runner::test::predict_runs
