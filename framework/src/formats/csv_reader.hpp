// Reads separated values line by line and cell by cell.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/csv_blocks.hpp"

namespace runner::formats {

// A cell without its quotes and the spaces and tabs around it. `text` is valid until the next cell
// or line is read.
struct CsvCell {
  std::string_view text;
  std::uint64_t column = 1;  // of the text's first byte in its line, from 1
};

// "a comma", "a semicolon", "a tab", "spaces"
std::string_view separator_words(char separator);

// The lines of a block. They end in LF or CRLF, optional after the last one. A quoted cell ends on
// the line where it began; two quotes within it stand for one. The separator ' ' stands for any
// number of spaces and tabs, which are then ignored at the start and end of a line, too.
class CsvReader {
 public:
  // Messages call the file `file`. The block must outlive the reader.
  // Requires: the separator is ',', ';', '\t' or ' '.
  CsvReader(std::string file, const CsvBlock& block, char separator = ',');

  // Moves to the next line. Returns false at the end of the block.
  // Throws: Error (damaged) if the line is empty or has a zero byte.
  bool next_line();

  // Reads the line's next cell. Returns false at the end of the line. A line has at least one cell.
  // Throws: Error (damaged) if a quoted cell does not end properly.
  bool next_cell(CsvCell& cell);

  // A fast path for most cells: reads the next cell if it consists of digits alone and is at most
  // `max`. Otherwise returns false without moving, so that next_cell() can read it.
  bool next_digits(std::uint32_t max, std::uint32_t& number) {
    if (position_ == nullptr) return false;
    const char* const end = text_.data() + text_.size();
    const char* next = position_;
    std::uint32_t result = 0;
    for (; next != end && *next >= '0' && *next <= '9'; ++next) {
      result = 10 * result + static_cast<std::uint32_t>(*next - '0');
    }
    const auto digits = next - position_;
    const bool too_long = digits > std::numeric_limits<std::uint32_t>::digits10;
    if (digits == 0 || too_long || result > max || (next != end && *next != separator_)) {
      return false;
    }
    position_ = next == end ? nullptr : next + 1;
    number = result;
    return true;
  }

  // A faster path for bytes: reads cells up to the first that does not consist of digits alone, is
  // above 255 or stands in the line's last four bytes, and at most numbers.size() of them.
  // Returns the number of cells read.
  std::size_t next_bytes(std::span<std::uint8_t> numbers);

  char separator() const { return separator_; }

  // Names the columns, for describe_column(). `names` must outlive the reader.
  void name_columns(const std::vector<std::string>& names) { names_ = &names; }

  // "column 3 ('sex')", or "column 3" without a name: that of the cell at `column` of this line.
  std::string describe_column(std::uint64_t column) const;

  // The number of this line in its file, from 1.
  std::uint64_t line() const { return line_; }

  // "FILE:LINE:COLUMN"
  std::string place(std::uint64_t column) const;

  // Throws: Error (damaged) "FILE:LINE:COLUMN: SENTENCE".
  [[noreturn]] void fail(std::uint64_t column, const std::string& sentence) const;

 private:
  bool is_blank(char c) const { return c == ' ' || (c == '\t' && separator_ != '\t'); }
  bool ends_cell(char c) const { return c == separator_ || c == second_separator_; }
  bool next_quoted_cell(CsvCell& cell, const char* begin);

  // Zeros are most of an image's pixels, so they are read eight at a time.
  static constexpr std::size_t zero_count = 8;

  std::string file_;
  char separator_;
  char second_separator_;  // a tab beside spaces; otherwise the separator again
  std::array<char, 2 * zero_count> zeros_ = {};  // zeros and separators
  std::string_view rest_;                        // the lines after this one
  std::string_view text_;                        // this line
  const char* position_ = nullptr;  // of the next cell in text_; null after the last cell
  std::uint64_t line_;
  const std::vector<std::string>* names_ = nullptr;
  std::string unquoted_;  // text of the last quoted cell
};

}  // namespace runner::formats
