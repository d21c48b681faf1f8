// Reads the rows of a table as examples.
#pragma once

#include <algorithm>
#include <deque>
#include <map>
#include <span>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <runner/dataset.hpp>

#include "formats/csv_parts.hpp"
#include "formats/csv_values.hpp"

namespace runner {

// Reads cells that are labels: indexes of classes, or their names.
class CsvLabels {
 public:
  // `names` has one name a class. It may be empty if labels are indexes, which are then at most
  // 65535.
  CsvLabels(bool are_names, const std::vector<std::string>& names)
      : names_(names),
        index_cell_{
            .what = "label",
            .max = names.empty() ? 65535 : static_cast<std::uint32_t>(names.size() - 1),
            .if_not_number = " For texts, set labels to names and list them in class_names."},
        are_names_(are_names) {
    for (std::uint32_t i = 0; are_names && i < names.size(); ++i) indexes_.emplace(names[i], i);
  }

  // Reads the line's next cell. Returns false at the end of the line.
  // Throws: Error (damaged), with the cell's place, if it is not a label.
  bool next(formats::CsvReader& reader, std::uint32_t& label) const {
    if (!are_names_) return next_cell_uint(reader, index_cell_, label);
    formats::CsvCell cell;
    if (!reader.next_cell(cell)) return false;
    const auto found = indexes_.find(cell.text);
    if (found == indexes_.end()) {
      reader.fail(cell.column, in_quotes(cell.text, 60) + " is not one of the class_names " +
                                   first_names(names_) + ".");
    }
    label = found->second;
    return true;
  }

 private:
  const std::vector<std::string>& names_;
  formats::UintCell index_cell_;
  bool are_names_;
  std::map<std::string, std::uint32_t, std::less<>> indexes_;
};

inline constexpr formats::UintCell pixel_cell{
    .what = "pixel", .max = 255, .if_out_of_range = " For other numbers, set values to numbers."};

// Reads the line's next cells as values, until `values` is full or the line ends.
// Returns the number of cells read.
inline std::size_t read_values(formats::CsvReader& reader, std::span<std::uint8_t> values) {
  std::size_t count = reader.next_bytes(values);
  for (; count < values.size(); count += reader.next_bytes(values.subspan(count))) {
    std::uint32_t number = 0;
    if (!next_cell_uint(reader, pixel_cell, number)) break;
    values[count++] = static_cast<std::uint8_t>(number);
  }
  return count;
}

inline std::size_t read_values(formats::CsvReader& reader, std::span<double> values) {
  formats::CsvCell cell;
  std::size_t count = 0;
  for (; count < values.size(); ++count) {
    if (std::uint32_t integer = 0; reader.next_digits(999'999'999, integer)) {
      values[count] = integer;
    } else if (reader.next_cell(cell)) {
      values[count] = parse_cell_real(reader, cell);
    } else {
      break;
    }
  }
  return count;
}

// The layout of every row.
struct CsvRow {
  std::uint64_t cells = 0;
  std::uint64_t label = 0;  // number of the label's cell, from 0
};

// Consecutive rows: their values, row by row, and their labels.
template <typename Value>
struct CsvRows {
  std::vector<Value> values;
  std::vector<std::uint32_t> labels;

  std::uint64_t rows() const { return labels.size(); }
};

// Appends the reader's line to `rows`.
template <typename Value>
void read_row(formats::CsvReader& reader, const CsvRow& row, const CsvLabels& class_labels,
              CsvRows<Value>& rows) {
  const std::size_t inputs = row.cells - 1;
  rows.values.resize((rows.rows() + 1) * inputs);
  const std::span<Value> values = std::span(rows.values).last(inputs);
  std::size_t cells = read_values(reader, values.first(row.label));
  std::uint32_t label = 0;
  if (cells == row.label && class_labels.next(reader, label)) {
    cells += 1 + read_values(reader, values.subspan(row.label));
  }
  for (formats::CsvCell cell; reader.next_cell(cell);) ++cells;
  if (cells != row.cells) {
    reader.fail(1, "this row has " + std::to_string(cells) + " cells, expected " +
                       std::to_string(row.cells) + " as in line 1.");
  }
  rows.labels.push_back(label);
}

// Returns the first `limit` rows as examples; 0 means all.
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

// Reads the rows of `first` and of the blocks that follow, at most `limit`; 0 means all.
template <typename Value>
Examples read_rows(formats::CsvBlocks& blocks, formats::CsvBlock first, const CsvRow& row,
                   const CsvLabels& class_labels, std::uint64_t limit) {
  const auto parse = [&](const formats::CsvBlock& block, CsvRows<Value>& rows) {
    rows.values.reserve(block.text.size() / 2);  // a cell and its comma have at least two bytes
    formats::CsvReader reader(blocks.name(), block);
    while (reader.next_line()) {
      read_row(reader, row, class_labels, rows);
      if (rows.rows() == limit) break;
    }
  };
  formats::CsvParts<CsvRows<Value>> parts(blocks, limit, parse);
  const unsigned threads = std::max(1U, std::thread::hardware_concurrency());
  return examples_of(parts.read(std::move(first), threads), row.cells - 1, limit);
}

}  // namespace runner
