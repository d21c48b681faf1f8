#include "formats/csv_reader.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace runner::formats {
namespace {

constexpr std::size_t first_buffer_bytes = 1 << 18;
constexpr std::size_t longest_line = 1 << 26;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_blank(char c) { return c == ' ' || c == '\t'; }

}  // namespace

CsvReader::CsvReader(GzipReader reader) : reader_(std::move(reader)), buffer_(first_buffer_bytes) {
  fill();
  if (std::string_view(buffer_.data(), filled_).starts_with(byte_order_mark)) {
    next_ = byte_order_mark.size();
  }
}

// Moves the line begun to the front of the buffer, makes room and reads on; false at the end.
bool CsvReader::fill() {
  std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(next_),
            buffer_.begin() + static_cast<std::ptrdiff_t>(filled_), buffer_.begin());
  filled_ -= next_;
  next_ = 0;
  if (filled_ == buffer_.size()) {
    if (filled_ >= longest_line) {
      reader_.fail("line " + std::to_string(line_ + 1) + " is longer than " +
                   std::to_string(longest_line) + " bytes; this is no table of values.");
    }
    buffer_.resize(2 * buffer_.size());
  }
  auto* const free = reinterpret_cast<std::uint8_t*>(buffer_.data()) + filled_;
  const std::size_t count = reader_.read({free, buffer_.size() - filled_});
  filled_ += count;
  return count != 0;
}

// Makes text_ the next line; false at the end of the file.
bool CsvReader::read_line() {
  std::size_t searched = 0;  // bytes of the line known to hold no line feed
  while (true) {
    const char* const begin = buffer_.data() + next_;
    const std::size_t available = filled_ - next_;
    const void* const found = std::memchr(begin + searched, '\n', available - searched);
    if (found != nullptr || (!fill() && available != 0)) {
      const char* const line = buffer_.data() + next_;
      const std::size_t size =
          found == nullptr ? available
                           : static_cast<std::size_t>(static_cast<const char*>(found) - line);
      next_ += size + (found == nullptr ? 0 : 1);
      text_ = {line, size};
      if (text_.ends_with('\r')) text_.remove_suffix(1);
      ++line_;
      position_ = text_.data();
      return true;
    }
    if (filled_ == next_) return false;
    searched = available;
  }
}

bool CsvReader::next_line() {
  if (!read_line()) return false;
  if (text_.empty()) {
    const std::uint64_t empty_line = line_;
    while (text_.empty()) {
      if (!read_line()) return false;
    }
    line_ = empty_line;
    fail(1, "this line is empty, and others follow; remove it.");
  }
  check_text();
  return true;
}

void CsvReader::check_text() const {
  const std::size_t zero = text_.find('\0');
  if (zero == std::string_view::npos) return;
  fail(zero + 1, "here is a zero byte, and this should be text; save the table as CSV in UTF-8.");
}

bool CsvReader::next_cell(CsvCell& cell) {
  if (position_ == nullptr) return false;
  const char* const end = text_.data() + text_.size();
  const char* begin = position_;
  while (begin != end && is_blank(*begin)) ++begin;
  cell.column = static_cast<std::uint64_t>(begin - text_.data()) + 1;
  if (begin != end && *begin == '"') return next_quoted_cell(cell, begin + 1);
  const char* comma = begin;
  while (comma != end && *comma != ',') ++comma;
  position_ = comma == end ? nullptr : comma + 1;
  while (comma != begin && is_blank(comma[-1])) --comma;
  cell.text = {begin, static_cast<std::size_t>(comma - begin)};
  return true;
}

// `begin` is behind the opening quote.
bool CsvReader::next_quoted_cell(CsvCell& cell, const char* begin) {
  const char* const end = text_.data() + text_.size();
  unquoted_.clear();
  const char* next = begin;
  while (true) {
    const char* const quote = std::find(next, end, '"');
    if (quote == end)
      fail(cell.column, "this cell's opening quote has no closing one on the line.");
    unquoted_.append(next, quote);
    next = quote + 1;
    if (next == end || *next != '"') break;
    unquoted_ += '"';
    ++next;
  }
  while (next != end && is_blank(*next)) ++next;
  if (next != end && *next != ',') {
    fail(static_cast<std::uint64_t>(next - text_.data()) + 1,
         "expected a comma after the closing quote.");
  }
  position_ = next == end ? nullptr : next + 1;
  cell.text = unquoted_;
  ++cell.column;
  return true;
}

void CsvReader::rewind_line() { position_ = text_.data(); }

std::string CsvReader::place(std::uint64_t column) const {
  return reader_.name() + ":" + std::to_string(line_) + ":" + std::to_string(column);
}

void CsvReader::fail(std::uint64_t column, const std::string& sentence) const {
  throw FormatError(place(column) + ": " + sentence);
}

}  // namespace runner::formats
