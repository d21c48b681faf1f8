// Numbers in the cells of a table.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/quoted.hpp"
#include "formats/csv_reader.hpp"

namespace runner::formats {

// An integer from 0 to `max` that a cell must hold, and words for messages about it.
struct UintCell {
  const char* what = "";  // a noun: "label"
  std::uint32_t max = 0;
  // What to do if the cell is not a number, or out of range: a space and a sentence, or nothing.
  const char* if_not_number = "";
  const char* if_out_of_range = "";
};

// Whether the whole `text` is a number, as parse_cell_real() reads it or out of a double's range.
bool is_number(std::string_view text);

// Throws: Error (damaged), with the cell's place, if it does not hold an `expected` integer.
std::uint32_t parse_cell_uint(const CsvReader& reader, const CsvCell& cell,
                              const UintCell& expected);

// Throws: Error (damaged), with the cell's place, if it does not hold a finite number.
double parse_cell_real(const CsvReader& reader, const CsvCell& cell);

// Reads the line's next cell as parse_cell_uint() does. Returns false at the end of the line.
inline bool next_cell_uint(CsvReader& reader, const UintCell& expected, std::uint32_t& number) {
  if (reader.next_digits(expected.max, number)) return true;
  CsvCell cell;
  if (!reader.next_cell(cell)) return false;
  number = parse_cell_uint(reader, cell, expected);
  return true;
}

}  // namespace runner::formats
