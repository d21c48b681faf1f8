// The rows of a table as examples.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <runner/dataset.hpp>

#include "formats/csv_values.hpp"

namespace runner {

// Cells that are labels: indexes of classes, or their names.
class CsvLabels {
 public:
  // `names` has one name a class, or none if labels are indexes up to 65535.
  CsvLabels(bool are_names, const std::vector<std::string>& names)
      : names_(names),
        index_{.what = "label",
               .largest = names.empty() ? 65535 : static_cast<std::uint32_t>(names.size() - 1),
               .if_no_number = " For texts, set labels to names and list them in class_names."},
        are_names_(are_names) {
    for (std::uint32_t i = 0; are_names && i < names.size(); ++i) indexes_.emplace(names[i], i);
  }

  // Reads the next cell of the line; false when there are no more.
  bool next(formats::CsvReader& reader, std::uint32_t& label) const {
    if (!are_names_) return next_whole_number(reader, index_, label);
    formats::CsvCell cell;
    if (!reader.next_cell(cell)) return false;
    const auto found = indexes_.find(cell.text);
    if (found == indexes_.end()) {
      reader.fail(cell.column, formats::shown(cell.text, 60) + " is none of the class_names " +
                                   formats::first_names(names_) + ".");
    }
    label = found->second;
    return true;
  }

 private:
  const std::vector<std::string>& names_;
  formats::WholeNumber index_;
  bool are_names_;
  std::map<std::string, std::uint32_t, std::less<>> indexes_;
};

inline constexpr formats::WholeNumber pixel_number{
    .what = "pixel",
    .largest = 255,
    .if_out_of_range = " For other numbers, set values to numbers."};

inline bool next_value(formats::CsvReader& reader, std::uint8_t& value) {
  std::uint32_t number = 0;
  if (!next_whole_number(reader, pixel_number, number)) return false;
  value = static_cast<std::uint8_t>(number);
  return true;
}

inline bool next_value(formats::CsvReader& reader, double& value) {
  formats::CsvCell cell;
  if (!reader.next_cell(cell)) return false;
  value = real_number(reader, cell);
  return true;
}

// Which cells a row has, and which one is the label, from 0.
struct CsvRow {
  std::uint64_t cells = 0;
  std::uint64_t label = 0;
};

// Appends the line that the reader stands on.
template <typename Value>
void read_row(formats::CsvReader& reader, const CsvRow& row, const CsvLabels& class_labels,
              std::vector<Value>& values, std::vector<std::uint32_t>& labels) {
  values.resize(values.size() + row.cells - 1);
  Value* value = values.data() + values.size() - (row.cells - 1);
  std::uint64_t index = 0;
  for (; index < row.cells; ++index) {
    if (index == row.label) {
      std::uint32_t label = 0;
      if (!class_labels.next(reader, label)) break;
      labels.push_back(label);
    } else if (!next_value(reader, *value++)) {
      break;
    }
  }
  for (formats::CsvCell cell; reader.next_cell(cell);) ++index;
  if (index != row.cells) {
    reader.fail(1, "this row has " + std::to_string(index) + " cells, expected " +
                       std::to_string(row.cells) + " as in line 1.");
  }
}

// Reads the line that the reader stands on and all that follow, at most `limit` if that is not 0.
template <typename Value>
Examples read_rows(formats::CsvReader& reader, const CsvRow& row, const CsvLabels& class_labels,
                   std::uint64_t limit) {
  std::vector<Value> values;
  std::vector<std::uint32_t> labels;
  do {
    read_row(reader, row, class_labels, values, labels);
  } while (labels.size() != limit && reader.next_line());
  return {arma::Mat<Value>(values.data(), row.cells - 1, labels.size()), labels};
}

}  // namespace runner
