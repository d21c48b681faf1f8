// Finds the training table's columns in another table.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <runner/dataset.hpp>

#include "csv_columns.hpp"

namespace runner {

// The columns of a table with a header, found by their names. Columns that are neither inputs nor
// the label are ignored.
// Throws: Error (damaged) if an input is missing or a column that is used is there twice.
inline std::vector<CsvColumn> match_names(const CsvTable& table,
                                          const std::vector<std::string>& input_names,
                                          const std::function<bool(std::size_t)>& is_label) {
  std::map<std::string, std::size_t> inputs;
  for (std::size_t i = 0; i < input_names.size(); ++i) inputs.emplace(input_names[i], i);
  std::vector<CsvColumn> columns(table.columns());
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto found = inputs.find(table.column_name(i));
    if (found != inputs.end()) {
      columns[i] = {CsvRole::input, found->second};
    } else if (is_label(i)) {
      columns[i] = {CsvRole::label, 0};
    }
  }
  check_names_differ(table, columns);
  for (const CsvColumn& column : columns) {
    if (column.role == CsvRole::input) inputs.erase(input_names[column.input]);
  }
  if (inputs.empty()) return columns;
  std::vector<std::string> missing;
  for (const std::string& name : input_names) {
    if (inputs.contains(name)) missing.push_back(name);
  }
  table.fail(0, std::string("this table has no column") + (missing.size() == 1 ? " " : "s ") +
                    first_names(missing) + ", which the training table has; its columns are " +
                    first_names(table.column_names()) + ".");
}

[[noreturn]] inline void fail_header_without_names(const CsvTable& table) {
  table.fail(0,
             "this table has a header, but the training table has none, so that its columns cannot "
             "be found by name; remove this line.");
}

// Columns found by position are not checked to count: a test set's index may begin anywhere.
inline std::vector<CsvColumn> without_index(std::vector<CsvColumn> columns) {
  for (CsvColumn& column : columns) {
    if (column.role == CsvRole::index) column.role = CsvRole::ignored;
  }
  return columns;
}

// The columns of the test table `test` for a network that is trained on `table`.
// Throws: Error (damaged) if it does not have the columns.
inline std::vector<CsvColumn> match_test_table(const CsvTable& test, const CsvTable& table,
                                               const CsvTrainingColumns& training) {
  constexpr const char* advice =
      " 'runner predict' reads tables without labels, after the training.";
  if (test.has_header && !table.has_header) fail_header_without_names(test);
  if (!test.has_header) {
    if (test.columns() == table.columns()) return without_index(training.columns);
    throw Error(ErrorCode::damaged, test.name() + ": this table has " +
                                        std::to_string(test.columns()) + " columns, but " +
                                        table.name() + " has " + std::to_string(table.columns()) +
                                        "; they must be the same." +
                                        (test.columns() + 1 == table.columns() ? advice : ""));
  }
  if (!table.is_named(training.label)) {
    table.fail(training.label,
               "the label's column has no name, so it cannot be found in the test table; give it "
               "one.");
  }
  auto columns = match_names(test, training.input_names, [&](std::size_t i) {
    return test.column_name(i) == training.label_name;
  });
  if (layout_of(columns).has_label) return columns;
  test.fail(0, "this table has no column " + in_quotes(training.label_name, 60) +
                   ", so it has no labels to test with." + advice);
}

// The label's column in a table with a header that is to be predicted: by its name, or by position
// if the column there is not an input. Returns the number of columns if no column is it.
// Throws: Error (damaged) if a position is given but the columns are in another order.
inline std::size_t find_predicted_label(const CsvTable& table, const CsvOptions& options,
                                        const std::vector<std::string>& input_names) {
  const std::set<std::string> inputs(input_names.begin(), input_names.end());
  if (options.label_position == 0) {
    const std::vector<std::string> names = table.column_names();
    return static_cast<std::size_t>(std::ranges::find(names, options.label) - names.begin());
  }
  const auto position = static_cast<std::size_t>(options.label_position - 1);
  const auto is_other = [&](std::size_t i) {
    return table.is_named(i) && !inputs.contains(table.column_name(i)) &&
           std::ranges::find(options.ignore, table.column_name(i)) == options.ignore.end();
  };
  if (position < table.columns() && is_other(position)) return position;
  for (std::size_t i = 0; i < table.columns(); ++i) {
    if (!is_other(i)) continue;
    table.fail(i, table.describe(i) +
                      " is not an input, but it is not at the position of the labels, " +
                      std::to_string(options.label_position) + ", either; remove it or move it.");
  }
  return table.columns();
}

// As free_columns(), for a table that may lack the label, which moves the columns after it.
inline std::vector<std::size_t> free_columns_without_label(const CsvOptions& options) {
  std::vector<std::size_t> columns = free_columns(options);
  const auto label = static_cast<std::size_t>(options.label_position);  // 0: none
  for (std::size_t i = columns.size(); i > 0; --i) {
    if (label != 0 && columns[i - 1] >= label) columns.push_back(columns[i - 1] - 1);
  }
  return columns;
}

// The columns of a training table without header, as the options number them: an index first, the
// label and those in `ignore`, and `inputs` others; without the label if the table has none.
// Returns nothing if the numbers leave another number of inputs.
inline std::vector<CsvColumn> numbered_columns(const CsvOptions& options, std::size_t inputs,
                                               bool has_index, bool has_label) {
  const std::vector<std::size_t> numbers = free_columns(options);
  const std::set<std::size_t> others(numbers.begin(), numbers.end());
  const auto label = static_cast<std::size_t>(options.label_position) - 1;  // none: no column
  const std::size_t total = inputs + others.size() + (has_index ? 1 : 0);
  std::vector<CsvColumn> columns;
  std::size_t input = 0;
  for (std::size_t i = 0; i < total; ++i) {
    if (i == label) {
      if (has_label) columns.push_back({CsvRole::label, 0});
    } else if (others.contains(i) || (i == 0 && has_index)) {
      columns.push_back({CsvRole::ignored, 0});
    } else {
      columns.push_back({CsvRole::input, input++});
    }
  }
  if (input != inputs) columns.clear();
  return columns;
}

// Whether the first column of a table without header is an index, as in a training table.
inline bool begins_with_index(const CsvTable& table, const CsvOptions& options,
                              std::size_t inputs) {
  const std::vector<std::size_t> numbers = free_columns(options);
  return std::ranges::count(numbers, 0U) == 0 &&
         is_index(table, 0, sample_column(table, 0), inputs == 1);
}

// The columns of a table without header, for a network of that many inputs: the inputs alone; or
// the training table's columns, with or without that of the label. An index may come first.
inline std::vector<CsvColumn> match_positions(const CsvTable& table, const CsvOptions& options,
                                              std::size_t inputs) {
  const bool has_index = begins_with_index(table, options, inputs);
  for (const bool has_label : {true, false}) {
    auto columns = numbered_columns(options, inputs, has_index, has_label);
    if (columns.size() == table.columns()) return columns;
  }
  auto columns = numbered_columns({}, inputs, has_index, false);
  if (columns.size() == table.columns()) return columns;
  table.fail(0,
             "this table has no header and " + std::to_string(table.columns()) + " columns" +
                 (has_index ? ", of which the first counts the rows, so that it is an index" : "") +
                 "; expected the " + std::to_string(inputs) +
                 " inputs, in the order of the training table" +
                 (options.label_position != 0 ? ", or all of its columns." : ".") +
                 " With a header, columns are found by name.");
}

// The columns of a table that is to be predicted. It may have labels.
inline std::vector<CsvColumn> match_predicted_table(const CsvTable& table,
                                                    const CsvOptions& options,
                                                    const ExampleLayout& layout) {
  if (!table.has_header) return match_positions(table, options, layout.shape.inputs());
  if (layout.input_names.empty()) fail_header_without_names(table);
  const std::size_t label = find_predicted_label(table, options, layout.input_names);
  return match_names(table, layout.input_names, [&](std::size_t i) { return i == label; });
}

}  // namespace runner
