// Numbers in the cells of a table.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/quoted.hpp"
#include "formats/csv_reader.hpp"

namespace runner::formats {

// An integer from 0 to `max` that a cell must hold, and words for messages about it.
struct UintCell {
  const char* what = "";  // a noun: "label"
  std::uint32_t max = 0;
  // What to do if the cell is not a number, is one that does not fit, or is missing: a space and a
  // sentence, or nothing. "{column}" in it stands for the cell's column.
  const char* if_not_number = "";
  const char* if_out_of_range = "";
  const char* if_missing = "";
};

// Where a table has its first number with a decimal comma, and its first with a decimal point;
// empty if it has none. A table has one of the two marks.
struct DecimalMarks {
  std::string comma;
  std::string point;
};

// Whether the separator leaves the comma free for decimals: semicolons and tabs do.
constexpr bool allows_decimal_commas(char separator) {
  return separator == ';' || separator == '\t';
}

// Whether the whole `text` is a number, as parse_cell_real() reads it or out of a double's range.
bool is_number(std::string_view text, bool decimal_commas = false);

// Whether `text` stands for a missing value: nothing, ?, NA, N/A, NaN or null, as R, pandas, SQL
// and Weka write it. "Na" is sodium.
bool is_missing(std::string_view text);

// Reads a whole number, which may be written as 5.0 or 5e0. With semicolons or tabs 5,0 is 5, too,
// but not 5,000, which may be five thousand.
// Throws: Error (damaged), with the cell's place, if it does not hold an `expected` integer.
std::uint32_t parse_cell_uint(const CsvReader& reader, const CsvCell& cell,
                              const UintCell& expected);

// Reads a number, with a decimal point or, with semicolons or tabs, a decimal comma. Notes the
// mark.
// Throws: Error (damaged), with the cell's place, if it does not hold a finite number.
double parse_cell_real(const CsvReader& reader, const CsvCell& cell, DecimalMarks& marks);

// Reads the line's next cell as parse_cell_uint() does. Returns false at the end of the line.
inline bool next_cell_uint(CsvReader& reader, const UintCell& expected, std::uint32_t& number) {
  if (reader.next_digits(expected.max, number)) return true;
  CsvCell cell;
  if (!reader.next_cell(cell)) return false;
  number = parse_cell_uint(reader, cell, expected);
  return true;
}

}  // namespace runner::formats
