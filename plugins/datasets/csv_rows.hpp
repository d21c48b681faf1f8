// Reads the rows of a table as examples.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <iterator>
#include <span>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <runner/dataset.hpp>

#include "csv_labels.hpp"
#include "csv_layout.hpp"
#include "formats/csv_parts.hpp"
#include "formats/csv_values.hpp"

namespace runner {

inline constexpr formats::UintCell pixel_cell{
    .what = "pixel",
    .max = 255,
    .if_not_number = " Turn texts into numbers, or add {column} to ignore.",
    .if_out_of_range =
        " For other numbers, set values to numbers; if {column} is not an input, add "
        "it to ignore.",
    .if_missing = " Fill in a number, remove the row, or add {column} to ignore."};

// Reads the line's next cells as values, until `values` is full or the line ends.
// Returns the number of cells read.
inline std::size_t read_values(formats::CsvReader& reader, std::span<std::uint8_t> values,
                               formats::DecimalMarks& /*marks*/) {
  std::size_t count = reader.next_bytes(values);
  for (; count < values.size(); count += reader.next_bytes(values.subspan(count))) {
    std::uint32_t number = 0;
    if (!next_cell_uint(reader, pixel_cell, number)) break;
    values[count++] = static_cast<std::uint8_t>(number);
  }
  return count;
}

inline std::size_t read_values(formats::CsvReader& reader, std::span<double> values,
                               formats::DecimalMarks& marks) {
  formats::CsvCell cell;
  std::size_t count = 0;
  for (; count < values.size(); ++count) {
    if (std::uint32_t integer = 0; reader.next_digits(999'999'999, integer)) {
      values[count] = integer;
    } else if (reader.next_cell(cell)) {
      values[count] = parse_cell_real(reader, cell, marks);
    } else {
      break;
    }
  }
  return count;
}

// Consecutive rows: their values, row by row, and their labels.
template <typename Value>
struct CsvRows {
  std::vector<Value> values;
  std::vector<std::uint32_t> labels;  // as CsvLabels gives them; 0 if the table has none
  CsvFoundLabels found;               // of these rows and of skimmed ones
  formats::DecimalMarks marks;

  std::uint64_t rows() const { return labels.size(); }
};

// Reads `count` cells. Returns the number of cells read, fewer at the end of the line.
inline std::size_t skip_cells(formats::CsvReader& reader, std::size_t count) {
  std::size_t read = 0;
  for (formats::CsvCell cell; read < count && reader.next_cell(cell);) ++read;
  return read;
}

inline void check_index(const formats::CsvReader& reader, const CsvLayout& layout,
                        const formats::CsvCell& cell) {
  const std::string expected =
      std::to_string(layout.index_start + reader.line() - layout.first_row);
  if (cell.text == expected) return;
  reader.fail(cell.column, "this column has no name and counted the rows up to here, where " +
                               expected + " should follow, not " + in_quotes(cell.text) +
                               "; give it a name, or add its number to ignore.");
}

// Appends the reader's line to `rows`.
template <typename Value>
void read_row(formats::CsvReader& reader, const CsvLayout& layout, const CsvLabels& class_labels,
              CsvRows<Value>& rows) {
  rows.values.resize((rows.rows() + 1) * layout.inputs);
  const std::span<Value> values = std::span(rows.values).last(layout.inputs);
  std::size_t cells = 0;
  std::uint32_t label = 0;
  formats::CsvCell cell;
  for (const auto& [role, count, first_input] : layout.segments) {
    const std::size_t expected = cells + count;
    if (role == CsvRole::input) {
      cells += read_values(reader, values.subspan(first_input, count), rows.marks);
    } else if (role == CsvRole::label) {
      cells += class_labels.next(reader, rows.found, label) ? 1 : 0;
    } else if (role == CsvRole::ignored) {
      cells += skip_cells(reader, count);
    } else if (reader.next_cell(cell)) {
      check_index(reader, layout, cell);
      ++cells;
    }
    if (cells != expected) break;
  }
  while (reader.next_cell(cell)) ++cells;
  if (cells != layout.cells) {
    reader.fail(1,
                "this row has " + std::to_string(cells) + " cells, expected " +
                    std::to_string(layout.cells) + " as in line 1." +
                    (cells > layout.cells && cell.text.empty() ? " Its last cell is empty." : ""));
  }
  rows.labels.push_back(label);
}

// Notes the labels of the reader's further lines. Ignores lines without a label that can be read.
template <typename Value>
void skim_rows(formats::CsvReader& reader, const CsvLayout& layout, const CsvLabels& class_labels,
               CsvRows<Value>& rows) {
  std::size_t before = 0;
  for (const CsvSegment& segment : layout.segments) {
    if (segment.role == CsvRole::label) break;
    before += segment.cells;
  }
  while (true) {
    try {
      if (!reader.next_line()) return;
      std::uint32_t label = 0;
      if (skip_cells(reader, before) == before) class_labels.next(reader, rows.found, label);
    } catch (const Error&) {  // the limit leaves this row out
    }
  }
}

// Parses blocks. With a limit, the labels of all rows of a block are noted, also of those after the
// limit and after a bad row: which classes there are does not depend on the limit.
template <typename Value>
class CsvRowParser {
 public:
  // `column_names` is empty without a header.
  CsvRowParser(std::string name, char separator, std::vector<std::string> column_names,
               const CsvLayout& layout, const CsvLabels& class_labels, std::uint64_t limit)
      : name_(std::move(name)),
        separator_(separator),
        column_names_(std::move(column_names)),
        layout_(layout),
        class_labels_(class_labels),
        limit_(limit) {}

  bool needs_skimming() const { return limit_ != 0 && class_labels_.depend_on_all_rows(); }

  void parse(const formats::CsvBlock& block, CsvRows<Value>& rows) const {
    rows.values.reserve(block.text.size() / 2);  // a cell and its separator have at least two bytes
    formats::CsvReader reader(name_, block, separator_);
    reader.name_columns(column_names_);
    try {
      while (reader.next_line()) {
        read_row(reader, layout_, class_labels_, rows);
        if (rows.rows() == limit_) break;
      }
    } catch (const Error&) {
      rows.found = {};
      if (needs_skimming()) skim(block, rows);
      throw;
    }
    if (needs_skimming()) skim_rows(reader, layout_, class_labels_, rows);
  }

  void skim(const formats::CsvBlock& block, CsvRows<Value>& rows) const {
    formats::CsvReader reader(name_, block, separator_);
    skim_rows(reader, layout_, class_labels_, rows);
  }

 private:
  std::string name_;
  char separator_;
  std::vector<std::string> column_names_;
  const CsvLayout& layout_;
  const CsvLabels& class_labels_;
  std::uint64_t limit_;
};

// Returns the first `limit` rows of all; 0 means all.
template <typename Value>
Examples examples_of(std::deque<CsvRows<Value>> parts, std::uint64_t inputs, std::uint64_t limit) {
  std::uint64_t count = 0;
  for (const auto& part : parts) count += part.rows();
  if (limit != 0) count = std::min(count, limit);
  arma::Mat<Value> values(inputs, count, arma::fill::none);
  std::vector<std::uint32_t> labels;
  labels.reserve(count);
  for (; labels.size() < count; parts.pop_front()) {  // frees memory early
    const CsvRows<Value>& part = parts.front();
    const std::uint64_t taken = std::min(part.rows(), count - labels.size());
    std::copy_n(part.values.begin(), taken * inputs, values.colptr(labels.size()));
    std::copy_n(part.labels.begin(), taken, std::back_inserter(labels));
  }
  return {std::move(values), std::move(labels)};
}

}  // namespace runner
