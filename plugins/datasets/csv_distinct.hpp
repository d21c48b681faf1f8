// Counts the different values in the columns of a table, for the error that asks for the label.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "csv_table.hpp"

namespace runner {

// The different values of a column.
class CsvDistinct {
 public:
  void add(std::string_view value) {
    if (values_.size() <= max_values) values_.emplace(value);
  }

  // "3 different values ('0', '1', '2')"
  std::string describe() const {
    const bool more = values_.size() > max_values;
    const std::vector<std::string> names(values_.begin(), values_.end());
    return (more ? "more than " + std::to_string(max_values) : std::to_string(values_.size())) +
           " different value" + (values_.size() == 1 ? "" : "s") + " (" + first_names(names) + ")";
  }

 private:
  static constexpr std::size_t max_values = 10'000;
  std::set<std::string, std::less<>> values_;
};

// Reads the table to its end. Returns "column 1 has ..., and column 5, the last one, has ...".
// Throws: Error (damaged).
inline std::string describe_outer_columns(CsvTable& table) {
  CsvDistinct first;
  CsvDistinct last;
  do {
    formats::CsvReader reader(table.name(), table.first, table.separator);
    while (reader.next_line()) {
      formats::CsvCell cell;
      if (!reader.next_cell(cell)) continue;
      first.add(cell.text);
      while (reader.next_cell(cell)) {
      }
      last.add(cell.text);
    }
  } while (table.blocks.next(table.first));
  return "column 1 has " + first.describe() + ", and column " + std::to_string(table.columns()) +
         ", the last one, has " + last.describe();
}

}  // namespace runner
