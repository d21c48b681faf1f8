#include <cmath>
#include <optional>

#include <runner/plugin.hpp>

#include "class_indices.hpp"
#include "csv_columns.hpp"
#include "csv_examples.hpp"
#include "csv_matching.hpp"
#include "csv_notices.hpp"
#include "csv_options.hpp"
#include "for_option.hpp"

namespace {

using runner::CsvColumn;
using runner::CsvExamples;
using runner::CsvLabels;
using runner::CsvLayout;
using runner::CsvTable;
using runner::CsvTrainingColumns;
using runner::ExampleLayout;
using runner::Examples;
using runner::for_option;
using runner::LabelRange;
using runner::LoadedData;

// A table with an example a row: one column is its label, the others are its inputs. By default it
// is as in Kaggle's "Digit Recognizer" (https://www.kaggle.com/c/digit-recognizer), whose inputs
// are pixels from 0 to 255.
//
// What the options leave open is decided by the first lines, and reported:
// - separator: see formats::detect_separator().
// - header: a first line all of whose cells are names is a header, one without names is an example,
//   any other is an error, and so is 0, 1, 2, ... (formats::is_header()). Cells in columns that the
//   options give by number may be texts in examples, too.
// - label: the column `label` of the header. A table without header needs label_position.
// - ignored: the columns of `ignore`, and an index: a column without name that counts the rows, in
//   a table without header the first column alone. An input that counts produces a warning.
// - classes: numbers from the smallest to the largest label in both tables, names from the training
//   table; of all rows, also those after `limit`.
//
// Test tables have the training table's columns: by name, in any order, with others between them;
// or by position if they have no header.
//
// A table is read in one pass and parsed on all cores.
class Csv final : public runner::Dataset {
 public:
  void options(runner::Options& o) override { options_.declare(o); }

  LoadedData load() override {
    options_.check_class_names();
    LoadedData data;
    auto table = for_option("file", [&] { return open(options_.file); });
    const auto training = for_option("file", [&] { return training_columns(table, options_); });
    CsvExamples pool = for_option("file", [&] {
      const auto limit = static_cast<std::uint64_t>(options_.limit);
      return read_rows(options_, table, training.layout(), pool_labels(), limit);
    });
    data.decisions.push_back(describe_decisions(table, training.columns, pool.decimal_commas));
    data.warnings = warn_of_counting(table, training.columns, pool.examples);
    std::optional<CsvExamples> test;
    if (!options_.test_file.empty()) {
      test = for_option("test_file", [&] { return read_test(table, training, pool, data); });
    }
    data.class_names = options_.class_names.empty() ? pool.names : options_.class_names;
    LabelRange range = pool.range;
    if (test) range.include(test->range);
    data.pool = std::move(pool.examples);
    if (test) data.test = std::move(test->examples);
    if (!options_.labels_are_names()) runner::index_classes(data, range, options_.file);
    data.input_names = training.input_names;
    describe_values(data);
    return data;
  }

  Examples read_examples(const std::string& file, const ExampleLayout& layout) override {
    return for_option("file", [&] { return read_further(file, layout); });
  }

 private:
  Examples read_further(const std::string& file, const ExampleLayout& layout) const {
    auto table = runner::open_table(file, options_, runner::free_columns_without_label(options_),
                                    layout.input_names);
    const auto columns = match_predicted_table(table, options_, layout);
    CsvExamples read = read_rows(options_, table, runner::layout_of(columns), labels_of(layout), 0);
    if (!options_.labels_are_names()) {
      runner::subtract_first_label(read.examples.labels, layout.first_label);
    }
    return std::move(read.examples);
  }

  CsvTable open(const std::string& path) const {
    return runner::open_table(path, options_, runner::free_columns(options_), {});
  }

  CsvLabels pool_labels() const {
    if (!options_.labels_are_names()) return CsvLabels::numbers();
    return options_.class_names.empty() ? CsvLabels::any_names()
                                        : CsvLabels::known(options_.class_names, "class_names");
  }

  CsvLabels labels_of(const ExampleLayout& layout) const {
    if (options_.labels_are_names()) return CsvLabels::known(layout.class_names, "classes");
    if (layout.class_names.empty()) return CsvLabels::numbers(layout.first_label);
    const auto classes = static_cast<std::uint32_t>(layout.class_names.size());
    return CsvLabels::numbers(layout.first_label, layout.first_label + classes - 1);
  }

  // Adds the decisions about the test table to `data`.
  CsvExamples read_test(const CsvTable& table, const CsvTrainingColumns& training,
                        const CsvExamples& pool, LoadedData& data) const {
    CsvTable test = open_test(training);
    const auto columns = match_test_table(test, table, training);
    const CsvLabels labels = options_.labels_are_names() && options_.class_names.empty()
                                 ? CsvLabels::known(pool.names, "training table's labels")
                                 : pool_labels();
    CsvExamples read = read_rows(options_, test, runner::layout_of(columns), labels, 0);
    data.decisions.push_back(describe_decisions(test, columns, read.decimal_commas));
    return read;
  }

  // In a test table without header, the training table's columns may be texts where those may be.
  CsvTable open_test(const CsvTrainingColumns& training) const {
    std::vector<std::size_t> free;
    for (std::size_t i = 0; i < training.columns.size(); ++i) {
      if (training.columns[i].role != runner::CsvRole::input) free.push_back(i);
    }
    return runner::open_table(options_.test_file, options_, free, training.input_names);
  }

  // Sets shape and scale. Bytes whose number is a square are an image.
  void describe_values(LoadedData& data) const {
    const std::uint64_t inputs = data.pool.inputs();
    const auto side = static_cast<std::uint64_t>(std::llround(std::sqrt(double(inputs))));
    const bool image = options_.values_are_bytes() && side * side == inputs;
    data.shape = image ? runner::InputShape{side, side, 1} : runner::InputShape{1, inputs, 1};
    data.scale = options_.effective_scale();
  }

  runner::CsvOptions options_;
};

}  // namespace

RUNNER_DATASET(Csv, "csv", "Table of labels and pixels or other numbers, as Kaggle has them")
