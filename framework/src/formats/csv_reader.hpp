// Reading lines of comma-separated values, line by line and cell by cell.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>

#include "formats/csv_blocks.hpp"

namespace runner::formats {

// A cell without its quotes and the white space around it. `text` is valid until the next cell or
// line.
struct CsvCell {
  std::string_view text;
  std::uint64_t column = 1;  // byte in the line where the text begins, from 1
};

// The lines of a block. They end in LF or CRLF, the last one with neither if it likes. A quoted
// cell ends on the line where it began; two quotes within it stand for one.
class CsvReader {
 public:
  // `file` is the name for messages; the block must outlive the reader.
  CsvReader(std::string file, const CsvBlock& block);

  // Goes to the next line; false at the end of the block. Throws FormatError for a line that is
  // empty or no text.
  bool next_line();

  // Goes to the line's next cell; false when there are no more. A line has at least one cell.
  bool next_cell(CsvCell& cell);

  // A short cut for what most cells are: goes to the next cell and reads its number if it is
  // nothing but digits and at most `largest`; else stays where it is, for next_cell(), and returns
  // false.
  bool next_digits(std::uint32_t largest, std::uint32_t& number) {
    if (position_ == nullptr) return false;
    const char* const end = text_.data() + text_.size();
    const char* next = position_;
    std::uint32_t result = 0;
    for (; next != end && *next >= '0' && *next <= '9'; ++next) {
      result = 10 * result + static_cast<std::uint32_t>(*next - '0');
    }
    const auto digits = next - position_;
    const bool too_long = digits > std::numeric_limits<std::uint32_t>::digits10;
    if (digits == 0 || too_long || result > largest || (next != end && *next != ',')) return false;
    position_ = next == end ? nullptr : next + 1;
    number = result;
    return true;
  }

  // A shorter one: reads the cells up to the first that is not just digits, is above 255 or stands
  // in the last bytes of the line, and at most as many as `numbers` has room for. Returns how many
  // it read, and stays on the next cell.
  std::size_t next_bytes(std::span<std::uint8_t> numbers);

  // "FILE:LINE:COLUMN"
  std::string place(std::uint64_t column) const;

  // Throws a FormatError "FILE:LINE:COLUMN: SENTENCE".
  [[noreturn]] void fail(std::uint64_t column, const std::string& sentence) const;

 private:
  bool next_quoted_cell(CsvCell& cell, const char* begin);

  std::string file_;
  std::string_view rest_;           // the lines that were not read
  std::string_view text_;           // the line
  const char* position_ = nullptr;  // of the next cell in text_; null after the last one
  std::uint64_t line_;
  std::string unquoted_;
};

}  // namespace runner::formats
