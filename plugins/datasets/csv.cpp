#include <cmath>

#include <runner/plugin.hpp>

#include "formats/csv_reader.hpp"
#include "formats/csv_values.hpp"

namespace {

using runner::OptionError;
using runner::formats::CsvCell;
using runner::formats::CsvReader;
using runner::formats::FormatError;
using runner::formats::is_number;
using runner::formats::next_whole_number;
using runner::formats::shown;

constexpr std::uint32_t largest_pixel = 255;
constexpr std::uint32_t largest_label = 65535;

std::string first_names(const std::vector<std::string>& names) {
  constexpr std::size_t most = 5;
  std::string list;
  for (std::size_t i = 0; i < names.size() && i < most; ++i) {
    list += (i == 0 ? "" : ", ") + shown(names[i]);
  }
  return names.size() > most ? list + " and " + std::to_string(names.size() - most) + " more"
                             : list;
}

// A table in the format of Kaggle's "Digit Recognizer" (https://www.kaggle.com/c/digit-recognizer):
// a row is an example, one column its label, the others its pixels from 0 to 255. A first line in
// which any cell is no number is a header. Gzipped or not, read in one pass.
class Csv final : public runner::Dataset {
 public:
  void options(runner::Options& o) override {
    o.path("file", file_, {.required = true, .doc = "Table of training examples, .csv or .csv.gz"});
    o.text("label", label_, {.doc = "Name of the label's column in the header"});
    o.integer(
        "label_position", label_position_,
        {.at_least = 0,
         .doc = "Number of the label's column, from 1; 0: by name, or the first one in a table "
                "without header"});
    o.path("test_file", test_file_, {.doc = "Table of test examples"});
    o.integer("limit", limit_,
              {.at_least = 0, .doc = "Training examples to read at most; 0: all of them"});
    o.list("class_names", class_names_, {.doc = "One name a class; default: the labels"});
  }

  runner::LoadedData load() override {
    runner::LoadedData data;
    data.pool = read("file", file_, static_cast<std::uint64_t>(limit_));
    if (!test_file_.empty()) data.test = read("test_file", test_file_, 0);
    const std::uint64_t pixels = data.pool.inputs();
    if (data.test && data.test->inputs() != pixels) {
      throw OptionError("test_file", test_file_ + ": this table has " +
                                         std::to_string(data.test->inputs()) +
                                         " pixels a row, but " + file_ + " has " +
                                         std::to_string(pixels) + "; they must be the same.");
    }
    const auto side = static_cast<std::uint64_t>(std::llround(std::sqrt(double(pixels))));
    data.shape = side * side == pixels ? runner::InputShape{side, side, 1}
                                       : runner::InputShape{1, pixels, 1};
    data.scale = largest_pixel;
    data.class_names = class_names_;
    return data;
  }

 private:
  // `option` is the one that names the file.
  runner::Examples read(const char* option, const std::string& path, std::uint64_t limit) const {
    try {
      CsvReader reader{runner::formats::GzipReader(path)};
      return read(reader, path, limit);
    } catch (const FormatError& error) {
      throw OptionError(option, error.what());
    }
  }

  runner::Examples read(CsvReader& reader, const std::string& path, std::uint64_t limit) const {
    if (!reader.next_line()) {
      throw FormatError(path + ": this file is empty; expected rows of a label and pixels.");
    }
    std::vector<std::string> first_line;
    bool header = false;
    for (CsvCell cell; reader.next_cell(cell);) {
      first_line.emplace_back(cell.text);
      header = header || !is_number(cell.text);
    }
    if (first_line.size() < 2)
      reader.fail(1, "expected a label and pixels, but this line has a single cell.");
    const std::uint64_t label = find_label(reader, first_line, header);
    reader.rewind_line();
    if (header && !reader.next_line()) reader.fail(1, "this is a header, but no rows follow it.");

    std::vector<std::uint8_t> pixels;
    std::vector<std::uint32_t> labels;
    do {
      read_row(reader, label, first_line.size(), pixels, labels);
    } while (labels.size() != limit && reader.next_line());
    return {arma::Mat<std::uint8_t>(pixels.data(), first_line.size() - 1, labels.size()), labels};
  }

  // The label's column, from 0.
  std::uint64_t find_label(const CsvReader& reader, const std::vector<std::string>& first_line,
                           bool header) const {
    if (label_position_ > 0) {
      const auto position = static_cast<std::uint64_t>(label_position_);
      if (position <= first_line.size()) return position - 1;
      throw OptionError("label_position",
                        reader.place(1) + ": the table has " + std::to_string(first_line.size()) +
                            " columns, so there is no column " + std::to_string(position) + ".");
    }
    if (!header && label_ == Csv().label_) return 0;
    for (std::uint64_t i = 0; header && i < first_line.size(); ++i) {
      if (first_line[i] == label_) return i;
    }
    throw OptionError(
        "label", reader.place(1) + ": " +
                     (header ? "the header has no column " + shown(label_) + "; its columns are " +
                                   first_names(first_line)
                             : "there is no header to look for " + shown(label_) + " in") +
                     ". Set label or label_position.");
  }

  // Appends the row; the label's column counts from 0.
  void read_row(CsvReader& reader, std::uint64_t label, std::uint64_t cells,
                std::vector<std::uint8_t>& pixels, std::vector<std::uint32_t>& labels) const {
    const std::uint32_t last_label =
        class_names_.empty() ? largest_label : static_cast<std::uint32_t>(class_names_.size() - 1);
    pixels.resize(pixels.size() + cells - 1);
    std::uint8_t* pixel = pixels.data() + pixels.size() - (cells - 1);
    std::uint64_t index = 0;
    std::uint32_t value = 0;
    for (; index < cells; ++index) {
      if (index == label) {
        if (!next_whole_number(reader, "label", last_label, value)) break;
        labels.push_back(value);
      } else {
        if (!next_whole_number(reader, "pixel", largest_pixel, value)) break;
        *pixel++ = static_cast<std::uint8_t>(value);
      }
    }
    for (CsvCell cell; reader.next_cell(cell);) ++index;
    if (index != cells) {
      reader.fail(1, "this row has " + std::to_string(index) + " cells, expected " +
                         std::to_string(cells) + " as in line 1.");
    }
  }

  std::string file_;
  std::string label_ = "label";
  std::int64_t label_position_ = 0;
  std::string test_file_;
  std::int64_t limit_ = 0;
  std::vector<std::string> class_names_;
};

}  // namespace

RUNNER_DATASET(Csv, "csv", "Table of labels and pixels in Kaggle's format")
