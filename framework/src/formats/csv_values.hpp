// What the cells of a table hold.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/quoted.hpp"
#include "formats/csv_reader.hpp"

namespace runner::formats {

// What a whole number in a table means, for messages: a noun such as "label", and what to do when a
// cell holds none or another number, a sentence after a space or nothing.
struct WholeNumber {
  const char* what = "";
  std::uint32_t largest = 0;
  const char* if_no_number = "";
  const char* if_out_of_range = "";
};

// Whether `text` is a number, and nothing but a number.
bool is_number(std::string_view text);

// The cell's whole number, from 0 to the largest. Throws FormatError at the cell's place.
std::uint32_t parse_cell_uint(const CsvReader& reader, const CsvCell& cell,
                              const WholeNumber& expected);

// The cell's number. Throws FormatError at the cell's place, also for one that is not finite.
double real_number(const CsvReader& reader, const CsvCell& cell);

// Reads the next cell of the line as parse_cell_uint() does; false when there are no more.
inline bool next_cell_uint(CsvReader& reader, const WholeNumber& expected, std::uint32_t& number) {
  if (reader.next_digits(expected.largest, number)) return true;
  CsvCell cell;
  if (!reader.next_cell(cell)) return false;
  number = parse_cell_uint(reader, cell, expected);
  return true;
}

}  // namespace runner::formats
