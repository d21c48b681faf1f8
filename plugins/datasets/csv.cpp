#include <algorithm>
#include <cmath>

#include <runner/plugin.hpp>

#include "csv_rows.hpp"

namespace {

using runner::CsvRow;
using runner::Error;
using runner::ErrorCode;
using runner::first_names;
using runner::in_quotes;
using runner::OptionError;
using runner::read_rows;
using runner::formats::CsvBlock;
using runner::formats::CsvBlocks;
using runner::formats::CsvCell;
using runner::formats::CsvReader;
using runner::formats::is_number;

// A table with an example a row: one column is its label, the others are its values. The default
// format is that of Kaggle's "Digit Recognizer" (https://www.kaggle.com/c/digit-recognizer), whose
// values are pixels from 0 to 255.
//
// The first line is a header if any of its cells is not a number. If labels are names, the cell in
// the label's column does not count for that, unless it is the column's name.
// The file may be gzipped; it is read in one pass and parsed on all cores.
class Csv final : public runner::Dataset {
 public:
  void options(runner::Options& o) override {
    o.path("file", file_, {.required = true, .doc = "Table of training examples, .csv or .csv.gz"});
    o.choice("values", values_, {"bytes", "numbers"},
             {.doc = "bytes: integers from 0 to 255, of which the network sees value / 255; "
                     "numbers: any finite numbers, which the network sees as they are"});
    o.text("label", label_, {.doc = "Name of the label's column in the header"});
    o.integer(
        "label_position", label_position_,
        {.at_least = 0,
         .doc = "Number of the label's column, from 1; 0: find it by name, or take the first in a "
                "table without a header"});
    o.choice(
        "labels", labels_, {"numbers", "names"},
        {.doc = "numbers: labels are indices of classes, from 0; names: they are class_names"});
    o.path("test_file", test_file_, {.doc = "Table of test examples"});
    o.integer("limit", limit_,
              {.at_least = 0, .doc = "Maximum number of training examples to read; 0: all"});
    o.list("class_names", class_names_, {.doc = "One name for each class; default: the labels"});
  }

  runner::LoadedData load() override {
    if (labels_are_names()) check_names();
    runner::LoadedData data;
    data.pool = read("file", file_, static_cast<std::uint64_t>(limit_));
    if (!test_file_.empty()) data.test = read("test_file", test_file_, 0);
    const std::uint64_t inputs = data.pool.inputs();
    if (data.test && data.test->inputs() != inputs) {
      throw OptionError("test_file", test_file_ + ": this table has " +
                                         std::to_string(data.test->inputs() + 1) +
                                         " columns, but " + file_ + " has " +
                                         std::to_string(inputs + 1) + "; they must be the same.");
    }
    data.shape = {1, inputs, 1};
    if (values_ == "bytes") {
      const auto side = static_cast<std::uint64_t>(std::llround(std::sqrt(double(inputs))));
      if (side * side == inputs) data.shape = {side, side, 1};
      data.scale = 255;
    }
    data.class_names = class_names_;
    return data;
  }

 private:
  bool labels_are_names() const { return labels_ == "names"; }

  void check_names() const {
    if (class_names_.empty()) {
      throw OptionError("labels",
                        "labels that are names need class_names, which lists them in the order of "
                        "their indices.");
    }
    std::vector<std::string> sorted = class_names_;
    std::ranges::sort(sorted);
    const auto duplicate = std::ranges::adjacent_find(sorted);
    if (duplicate != sorted.end()) {
      throw OptionError("class_names", "class_names has " + in_quotes(*duplicate) +
                                           " twice; each class needs a name of its own.");
    }
  }

  // `option`: the option that names the file, for errors.
  runner::Examples read(const char* option, const std::string& path, std::uint64_t limit) const {
    try {
      CsvBlocks blocks{runner::formats::GzipReader(path)};
      CsvBlock first;
      if (!blocks.next(first)) {
        throw Error(ErrorCode::damaged,
                    path + ": this file is empty; expected rows of a label and values.");
      }
      const CsvRow row = take_header(path, first);
      const runner::CsvLabels labels(labels_are_names(), class_names_);
      auto examples = values_ == "bytes"
                          ? read_rows<std::uint8_t>(blocks, std::move(first), row, labels, limit)
                          : read_rows<double>(blocks, std::move(first), row, labels, limit);
      if (examples.labels.empty()) {
        throw Error(ErrorCode::damaged, path + ":1:1: this is a header, but no rows follow it.");
      }
      return examples;
    } catch (const Error& error) {
      throw OptionError(option, error.what());
    }
  }

  // Returns the layout of all rows, from the first line. Removes a header from the block.
  CsvRow take_header(const std::string& path, CsvBlock& first) const {
    CsvReader reader(path, first);
    reader.next_line();
    std::vector<std::string> first_line;
    for (CsvCell cell; reader.next_cell(cell);) first_line.emplace_back(cell.text);
    if (first_line.size() < 2) {
      reader.fail(1, "expected a label and values, but this line has a single cell.");
    }
    const bool named = label_position_ == 0 && std::ranges::count(first_line, label_) != 0;
    const CsvRow row{first_line.size(), label_column(reader, first_line)};
    bool header = false;
    for (std::uint64_t i = 0; i < row.cells; ++i) {
      const bool ignored = labels_are_names() && i == row.label && !named;
      header = header || (!ignored && !is_number(first_line[i]));
    }
    if (label_position_ == 0) check_label_name(reader, first_line, header, named);
    if (header) first.remove_first_line();
    return row;
  }

  // The label's column, from 0: by position or by name; the first one if there is no such name.
  std::uint64_t label_column(const CsvReader& reader,
                             const std::vector<std::string>& first_line) const {
    if (label_position_ == 0) {
      const auto found = std::ranges::find(first_line, label_);
      return found == first_line.end() ? 0 : static_cast<std::uint64_t>(found - first_line.begin());
    }
    const auto position = static_cast<std::uint64_t>(label_position_);
    if (position <= first_line.size()) return position - 1;
    throw OptionError("label_position",
                      reader.place(1) + ": the table has " + std::to_string(first_line.size()) +
                          " columns, so it has no column " + std::to_string(position) + ".");
  }

  // Throws if a header lacks the label's column, or if a name was given but there is no header.
  void check_label_name(const CsvReader& reader, const std::vector<std::string>& first_line,
                        bool header, bool named) const {
    if (header ? named : label_ == Csv().label_) return;
    throw OptionError(
        "label", reader.place(1) + ": " +
                     (header ? "the header has no column " + in_quotes(label_) +
                                   "; its columns are " + first_names(first_line)
                             : "the table has no header with the column " + in_quotes(label_)) +
                     ". Set label or label_position.");
  }

  std::string file_;
  std::string values_ = "bytes";
  std::string label_ = "label";
  std::int64_t label_position_ = 0;
  std::string labels_ = "numbers";
  std::string test_file_;
  std::int64_t limit_ = 0;
  std::vector<std::string> class_names_;
};

}  // namespace

RUNNER_DATASET(Csv, "csv", "Table of labels and pixels or other numbers, as Kaggle has them")
