// What the cells of a table hold.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "formats/csv_reader.hpp"

namespace runner::formats {

// Whether `text` is a number, and nothing but a number.
bool is_number(std::string_view text);

// `text` in quotes for a message: shortened, all but printable ASCII replaced by '?'.
std::string shown(std::string_view text);

// The cell's whole number, from 0 to `largest`. Throws FormatError at the cell's place; `what` is
// the meaning of the number, such as "label".
std::uint32_t whole_number(const CsvReader& reader, const CsvCell& cell, const char* what,
                           std::uint32_t largest);

// Reads the next cell of the line as whole_number() does; false when there are no more.
inline bool next_whole_number(CsvReader& reader, const char* what, std::uint32_t largest,
                              std::uint32_t& number) {
  if (reader.next_digits(largest, number)) return true;
  CsvCell cell;
  if (!reader.next_cell(cell)) return false;
  number = whole_number(reader, cell, what, largest);
  return true;
}

}  // namespace runner::formats
