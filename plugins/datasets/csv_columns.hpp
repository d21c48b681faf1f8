// The columns of a training table: which one is the label, which ones are not inputs.
#pragma once

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <runner/options.hpp>

#include "base/nearest_name.hpp"
#include "csv_distinct.hpp"
#include "csv_layout.hpp"
#include "csv_table.hpp"

namespace runner {

// The columns of a training table, and what a test table must have.
struct CsvTrainingColumns {
  std::vector<CsvColumn> columns;        // in the table's order
  std::vector<std::string> input_names;  // empty without a header
  std::string label_name;                // empty without a header
  std::size_t label = 0;
  std::uint64_t index_start = 0;

  CsvLayout layout() const {
    CsvLayout layout = layout_of(columns);
    layout.index_start = index_start;
    return layout;
  }
};

inline std::optional<std::uint64_t> as_whole_number(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// The number of a column, from 0, if the text is its number from 1.
inline std::optional<std::size_t> as_column_number(std::string_view text) {
  const auto number = as_whole_number(text);
  if (!number || *number == 0) return std::nullopt;
  return *number - 1;
}

// The columns that the options give by number: their cells may be texts in a table without header.
inline std::vector<std::size_t> free_columns(const CsvOptions& options) {
  std::vector<std::size_t> columns;
  if (options.label_position != 0) {
    columns.push_back(static_cast<std::size_t>(options.label_position - 1));
  }
  for (const std::string& entry : options.ignore) {
    if (const auto column = as_column_number(entry)) columns.push_back(*column);
  }
  return columns;
}

[[noreturn]] inline void fail_without_label(CsvTable& table, const CsvOptions& options) {
  if (options.label != CsvOptions().label) {
    throw OptionError("label", table.place(0) + ": the table has no header with the column " +
                                   in_quotes(options.label, 60) +
                                   ". Set label_position, or set header to yes.");
  }
  throw OptionError("label_position",
                    table.place(0) +
                        ": the table has no header, so the label's column must be given. Here " +
                        describe_outer_columns(table) +
                        ". Set label_position to the number of the label's column.");
}

// What may be wrong with a name, as a space and a sentence. As did_you_mean(), but a name of one or
// two bytes is close to all others of its kind.
inline std::string suggestion(const std::string& written, const std::vector<std::string>& names) {
  constexpr std::size_t min_bytes = 3;
  if (names[0].starts_with('#')) return " The first name begins with '#'; remove that.";
  return written.size() < min_bytes ? "" : did_you_mean(written, names);
}

inline std::size_t find_label(CsvTable& table, const CsvOptions& options) {
  if (options.label_position != 0) {
    const auto position = static_cast<std::uint64_t>(options.label_position);
    if (position <= table.columns()) return position - 1;
    throw OptionError("label_position",
                      table.place(0) + ": the table has " + std::to_string(table.columns()) +
                          " columns, so it has no column " + std::to_string(position) + ".");
  }
  if (!table.has_header) fail_without_label(table, options);
  const std::vector<std::string> names = table.column_names();
  const auto found = std::ranges::find(names, options.label);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  throw OptionError("label", table.place(0) + ": the header has no column " +
                                 in_quotes(options.label, 60) + "; its columns are " +
                                 first_names(names) + "." + suggestion(options.label, names) +
                                 " Set label or label_position.");
}

// The number of the column that an item of `ignore` means: a name, or else a number.
inline std::size_t find_ignored(const CsvTable& table, const std::string& item) {
  const std::vector<std::string> names = table.column_names();
  if (table.has_header) {
    const auto found = std::ranges::find(names, item);
    if (found != names.end() && std::ranges::count(names, item) > 1) {
      throw OptionError("ignore", table.place(0) + ": several columns have the name " +
                                      in_quotes(item, 60) + "; give the numbers, from 1.");
    }
    if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  }
  const auto number = as_column_number(item);
  if (number && *number < table.columns()) return *number;
  if (number || table.has_header) {
    throw OptionError(
        "ignore",
        table.place(0) + ": the table has no column " + in_quotes(item, 60) +
            (number ? "; it has " + std::to_string(table.columns()) + "."
                    : "; its columns are " + first_names(names) + "." + suggestion(item, names)));
  }
  throw OptionError("ignore", table.place(0) + ": the table has no header, so a column cannot be " +
                                  in_quotes(item, 60) + "; give its number, from 1.");
}

// Two columns with one name are an error unless at most one of them is used.
inline void check_names_differ(const CsvTable& table, const std::vector<CsvColumn>& columns) {
  std::map<std::string, std::size_t> seen;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].role == CsvRole::ignored || !table.is_named(i)) continue;
    const auto [first, is_new] = seen.emplace(table.column_name(i), i);
    if (is_new) continue;
    table.fail(i, "columns " + std::to_string(first->second + 1) + " and " + std::to_string(i + 1) +
                      " have the same name, " + in_quotes(table.column_name(i), 60) +
                      "; rename one, or add its number to ignore.");
  }
}

// What a column has in the rows of the first block.
struct CsvColumnSample {
  bool empty = true;
  bool counts = true;       // whole numbers, each one above the one before
  std::uint64_t start = 0;  // the first number
  std::uint64_t rows = 0;
};

inline CsvColumnSample sample_column(const CsvTable& table, std::size_t column) {
  CsvColumnSample sample;
  formats::CsvReader reader(table.name(), table.first, table.separator);
  while ((sample.counts || sample.empty) && reader.next_line()) {
    formats::CsvCell cell;
    for (std::size_t i = 0; i < column && reader.next_cell(cell);) ++i;
    if (!reader.next_cell(cell)) break;  // too short: an error when the row is read
    sample.empty = sample.empty && cell.text.empty();
    if (sample.rows == 0) sample.start = as_whole_number(cell.text).value_or(0);
    sample.counts = sample.counts && cell.text == std::to_string(sample.start + sample.rows);
    ++sample.rows;
  }
  return sample;
}

// An index: a column without a name that counts the rows, as pandas and R write it. In a table
// without header it is the first column, counts from 0 or 1, has at least three rows, and is not
// the only input.
inline bool is_index(const CsvTable& table, std::size_t column, const CsvColumnSample& sample,
                     bool only_input) {
  constexpr std::uint64_t min_rows = 3;
  if (!sample.counts || sample.rows == 0) return false;
  if (table.has_header) return true;
  return column == 0 && sample.start <= 1 && sample.rows >= min_rows && !only_input;
}

// Gives columns without names their role. Requires: the other roles are set.
inline void find_index(const CsvTable& table, CsvTrainingColumns& training) {
  const auto inputs = std::ranges::count(training.columns, CsvRole::input, &CsvColumn::role);
  for (std::size_t i = 0; i < table.columns(); ++i) {
    CsvColumn& column = training.columns[i];
    if (column.role != CsvRole::input || table.is_named(i)) continue;
    if (!table.has_header && i > 0) continue;
    const CsvColumnSample sample = sample_column(table, i);
    if (is_index(table, i, sample, inputs == 1)) {
      const bool is_first = std::ranges::none_of(
          training.columns, [](const CsvColumn& c) { return c.role == CsvRole::index; });
      column.role = is_first ? CsvRole::index : CsvRole::ignored;
      if (is_first) training.index_start = sample.start;
    } else if (table.has_header && sample.empty && sample.rows > 0) {
      table.fail(i, "column " + std::to_string(i + 1) +
                        " has no name and no values, as commas at the ends of lines make it; "
                        "remove them, or add " +
                        std::to_string(i + 1) + " to ignore.");
    } else if (table.has_header && sample.rows > 0) {
      table.fail(i, "column " + std::to_string(i + 1) +
                        " has no name and does not count the rows, so it may be an input or not; "
                        "give it a name, or add " +
                        std::to_string(i + 1) + " to ignore.");
    }
  }
}

// Numbers the inputs in the table's order, and notes their names.
inline void number_inputs(const CsvTable& table, CsvTrainingColumns& training) {
  std::size_t inputs = 0;
  for (std::size_t i = 0; i < table.columns(); ++i) {
    if (training.columns[i].role != CsvRole::input) continue;
    training.columns[i].input = inputs++;
    if (table.has_header) training.input_names.push_back(table.column_name(i));
  }
  if (inputs == 0)
    table.fail(0, "each column of this table is the label or ignored, so none is an input.");
}

// Throws: Error (damaged) for columns that do not fit; OptionError for options that do not.
inline CsvTrainingColumns training_columns(CsvTable& table, const CsvOptions& options) {
  if (table.columns() < 2) {
    table.fail(0, "expected a label and values, but this line has a single cell." +
                      table.single_cell_hint);
  }
  CsvTrainingColumns training;
  training.columns.assign(table.columns(), {CsvRole::input, 0});
  training.label = find_label(table, options);
  if (table.has_header) training.label_name = table.column_name(training.label);
  training.columns[training.label].role = CsvRole::label;
  for (const std::string& item : options.ignore) {
    const std::size_t column = find_ignored(table, item);
    if (column == training.label) {
      throw OptionError("ignore", table.place(column) + ": " + in_quotes(item, 60) +
                                      " is the label's column; it cannot be ignored.");
    }
    training.columns[column].role = CsvRole::ignored;
  }
  check_names_differ(table, training.columns);
  find_index(table, training);
  number_inputs(table, training);
  return training;
}

}  // namespace runner
