#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <runner/armadillo.hpp>
#include <runner/input_shape.hpp>
#include <runner/options.hpp>

namespace runner {

// Examples as they are stored: one a column, bytes where the source has bytes.
struct Examples {
  std::variant<arma::Mat<std::uint8_t>, arma::Mat<float>, arma::Mat<double>> values;
  std::vector<std::uint32_t> labels;  // one an example, from 0

  std::uint64_t count() const {
    return std::visit([](const auto& matrix) -> std::uint64_t { return matrix.n_cols; }, values);
  }
  std::uint64_t inputs() const {
    return std::visit([](const auto& matrix) -> std::uint64_t { return matrix.n_rows; }, values);
  }
};

struct LoadedData {
  Examples pool;                 // training examples and those that will be held out
  std::optional<Examples> test;  // a test set that the data brings along
  InputShape shape;
  double scale = 1.0;  // the network sees value / scale: 255 for bytes
  std::vector<std::string>
      class_names;  // one a class; empty: "0", "1", ... up to the largest label
};

// A source of labelled examples.
class Dataset : public Plugin {
 public:
  // Reads everything. Called once, after options(). An error that belongs to one option is thrown
  // as OptionError("option's name", "sentence with the file and what is wrong with it").
  virtual LoadedData load() = 0;
};

}  // namespace runner
