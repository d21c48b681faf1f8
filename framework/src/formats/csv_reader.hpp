// Reading a table of comma-separated values, line by line and cell by cell.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "formats/gzip_reader.hpp"

namespace runner::formats {

// A cell without its quotes and the white space around it. `text` is valid until the next cell or
// line.
struct CsvCell {
  std::string_view text;
  std::uint64_t column = 1;  // byte in the line where the text begins, from 1
};

// Lines end in LF or CRLF, the last one with neither if it likes; empty lines at the end and a
// UTF-8 byte order mark at the start are passed over. A quoted cell ends on the line where it
// began; two quotes within it stand for one. Memory use depends on the longest line alone.
class CsvReader {
 public:
  explicit CsvReader(GzipReader reader);

  // Goes to the next line; false at the end of the table. Throws FormatError, also for a line that
  // is no text.
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

  // Back to the line's first cell.
  void rewind_line();

  std::uint64_t line() const { return line_; }  // from 1

  // "FILE:LINE:COLUMN"
  std::string place(std::uint64_t column) const;

  // Throws a FormatError "FILE:LINE:COLUMN: SENTENCE".
  [[noreturn]] void fail(std::uint64_t column, const std::string& sentence) const;

 private:
  bool read_line();
  bool fill();
  void check_text() const;
  bool next_quoted_cell(CsvCell& cell, const char* begin);

  GzipReader reader_;
  std::vector<char> buffer_;
  std::size_t filled_ = 0;          // bytes of buffer_ in use
  std::size_t next_ = 0;            // where the next line begins in buffer_
  std::string_view text_;           // the line, in buffer_
  const char* position_ = nullptr;  // of the next cell in text_; null after the last one
  std::uint64_t line_ = 0;
  std::string unquoted_;
};

}  // namespace runner::formats
