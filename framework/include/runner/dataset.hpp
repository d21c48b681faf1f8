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
  // One for each class, in the order of labels. Empty: the numbers from first_label on, up to the
  // largest label.
  std::vector<std::string> class_names = {};
  // What the source calls the class with index 0 if its labels are numbers: a label of 7 there is
  // the index 7 - first_label here. Users see the source's numbers.
  std::uint32_t first_label = 0;
  // The name of each input, as the columns of a table have them; empty if inputs have no names.
  std::vector<std::string> input_names = {};
  // What load() found out or decided by itself about its files, one phrase each:
  // "train.csv: commas, a header, the label in column 1 ('label'), 784 values an example". Shown
  // before training and kept in run.json.
  std::vector<std::string> decisions = {};
  // Sentences about data that can be used but may not be what the user meant.
  std::vector<std::string> warnings = {};
};

// The data that a network was trained on, without the examples.
struct ExampleLayout {
  InputShape shape;
  double scale = 1.0;
  std::vector<std::string> class_names;
  std::uint32_t first_label = 0;
  std::vector<std::string> input_names;  // empty if inputs have no names
};

// A source of labelled examples. The same options must give the same examples each time.
class Dataset : public Plugin {
 public:
  // Returns all examples. The host calls it once, after options(), and checks that sizes match,
  // values are finite and labels are below the number of classes.
  // Throws: OptionError("option", "sentence with the file and what is wrong with it") for an error
  // that belongs to one option; any other exception ends the run with its message.
  virtual LoadedData load() = 0;

  // Reads the examples of one more file, in the format that the options describe, for a network
  // that was trained on data of `layout`. `file` is "-" for standard input. The files that the
  // options name may be missing. Values are stored as those of load() were; labels are indices of
  // layout.class_names, and empty if the file has none. By default no file can be read.
  // Throws: OptionError("file", "sentence with the file and what is wrong with it").
  virtual Examples read_examples(const std::string& file, const ExampleLayout& /*layout*/) {
    throw OptionError("file", file +
                                  ": this is neither a picture nor an IDX file of images "
                                  "(gzipped or not), and the run's dataset plugin reads no other "
                                  "files.");
  }
};

}  // namespace runner
