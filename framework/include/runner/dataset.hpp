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

// Examples as stored: one a column, as bytes if the source has bytes.
struct Examples {
  std::variant<arma::Mat<std::uint8_t>, arma::Mat<float>, arma::Mat<double>> values;
  std::vector<std::uint32_t> labels;  // one an example: the index of its class, from 0

  std::uint64_t count() const {
    return std::visit([](const auto& matrix) -> std::uint64_t { return matrix.n_cols; }, values);
  }
  std::uint64_t inputs() const {
    return std::visit([](const auto& matrix) -> std::uint64_t { return matrix.n_rows; }, values);
  }
};

struct LoadedData {
  Examples pool;                 // split into training, validation and held-out test examples
  std::optional<Examples> test;  // a test set of the data's own
  InputShape shape;
  double scale = 1.0;  // the network sees value / scale; 255 for pixels
  // One for each class, in the order of labels. Empty: "0", "1", ... up to the largest label.
  std::vector<std::string> class_names;
};

// A source of labelled examples. The same options must give the same examples each time.
class Dataset : public Plugin {
 public:
  // Returns all examples. The host calls it once, after options(), and checks that sizes match,
  // values are finite and labels are below the number of classes.
  // Throws: OptionError("option", "sentence with the file and what is wrong with it") for an error
  // that belongs to one option; any other exception ends the run with its message.
  virtual LoadedData load() = 0;
};

}  // namespace runner
