// Reads the files of a run with as little of the program's own code as possible.
#pragma once

#include <map>
#include <sstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>
#include <runner/armadillo.hpp>

#include "formats/npz.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

namespace runner::test {

using CsvRow = std::map<std::string, std::string>;

inline std::vector<std::string> split_line(const std::string& line) {
  std::vector<std::string> cells;
  std::stringstream stream(line + ",");
  for (std::string cell; std::getline(stream, cell, ',');) cells.push_back(cell);
  return cells;
}

// The rows of a CSV file, each by column name.
inline std::vector<CsvRow> read_csv(const std::filesystem::path& file) {
  std::istringstream stream(read_file(file));
  std::string line;
  std::getline(stream, line);
  const auto names = split_line(line);
  std::vector<CsvRow> rows;
  while (std::getline(stream, line)) {
    const auto cells = split_line(line);
    CsvRow row;
    for (std::size_t i = 0; i < names.size(); ++i) row[names[i]] = cells.at(i);
    rows.push_back(row);
  }
  return rows;
}

inline nlohmann::json read_json(const std::filesystem::path& file) {
  return nlohmann::json::parse(read_file(file));
}

// An array of the weights.npz of a run in double.
inline arma::mat weights(const std::filesystem::path& run, const std::string& name) {
  const auto arrays = read_npz(run / "weights.npz");
  const NamedArray& array = *find_array(arrays, name);
  return arma::mat(std::get<std::vector<double>>(array.values).data(), array.rows(),
                   array.columns());
}

// metrics.csv without the column that depends on the clock.
inline std::string metrics_but_seconds(const std::filesystem::path& folder) {
  std::istringstream stream(read_file(folder / "metrics.csv"));
  std::string text;
  for (std::string line; std::getline(stream, line);) {
    text += line.substr(0, line.rfind(',')) + '\n';
  }
  return text;
}

inline void check_same_results(const std::filesystem::path& a, const std::filesystem::path& b) {
  CHECK(read_file(a / "weights.npz") == read_file(b / "weights.npz"));
  CHECK(read_file(a / "predictions.csv") == read_file(b / "predictions.csv"));
  CHECK(metrics_but_seconds(a) == metrics_but_seconds(b));
}

}  // namespace runner::test
