#include "formats/csv_reader.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/quoted.hpp"

namespace runner::formats {
namespace {

// The value of a digit; above 9 for other characters.
unsigned digit(char c) { return static_cast<unsigned>(c) - '0'; }

constexpr std::size_t max_cell_bytes = 4;  // three digits and a separator

// Removes a number of up to three digits and its separator from the front of `text`. Returns false
// and removes nothing if something else stands there or it is above 255. Requires: text.size() >=
// max_cell_bytes.
bool take_byte(std::string_view& text, char separator, std::uint8_t& number) {
  unsigned value = digit(text[0]);
  std::size_t size = 1;
  if (value > 9) return false;
  while (size < max_cell_bytes && digit(text[size]) <= 9) value = 10 * value + digit(text[size++]);
  if (size == max_cell_bytes || text[size] != separator || value > 255) return false;
  number = static_cast<std::uint8_t>(value);
  text.remove_prefix(size + 1);
  return true;
}

}  // namespace

std::string_view separator_words(char separator) {
  switch (separator) {
    case ';':
      return "a semicolon";
    case '\t':
      return "a tab";
    case ' ':
      return "spaces";
    default:
      return "a comma";
  }
}

CsvReader::CsvReader(std::string file, const CsvBlock& block, char separator)
    : file_(std::move(file)),
      separator_(separator),
      second_separator_(separator == ' ' ? '\t' : separator),
      rest_(block.text),
      line_(block.first_line - 1) {
  for (std::size_t i = 0; i < zeros_.size(); ++i) zeros_[i] = i % 2 == 0 ? '0' : separator;
}

bool CsvReader::next_line() {
  if (rest_.empty()) return false;
  const std::size_t size = std::min(rest_.find('\n'), rest_.size());
  text_ = rest_.substr(0, size);
  rest_.remove_prefix(std::min(size + 1, rest_.size()));
  if (text_.ends_with('\r')) text_.remove_suffix(1);
  if (separator_ == ' ') text_ = text_.substr(0, text_.find_last_not_of(" \t") + 1);
  position_ = text_.data();
  ++line_;
  // Blocks do not end with empty lines, so others follow.
  if (text_.empty()) fail(1, "this line is empty but others follow; remove it.");
  if (const std::size_t zero = text_.find('\0'); zero != std::string_view::npos) {
    fail(zero + 1, "this is a zero byte, but a table is text; save it as CSV in UTF-8.");
  }
  return true;
}

std::size_t CsvReader::next_bytes(std::span<std::uint8_t> numbers) {
  if (position_ == nullptr) return 0;
  std::string_view text = text_.substr(static_cast<std::size_t>(position_ - text_.data()));
  // Copies, since the compiler must assume that writing a byte may change a member.
  const auto zeros = zeros_;
  const char separator = separator_;
  std::uint8_t* number = numbers.data();
  std::uint8_t* const end = number + numbers.size();
  while (number != end && text.size() >= max_cell_bytes) {
    if (text.size() >= zeros.size() && end - number >= std::ptrdiff_t{zero_count} &&
        std::memcmp(text.data(), zeros.data(), zeros.size()) == 0) {
      number = std::fill_n(number, zero_count, std::uint8_t{0});
      text.remove_prefix(zeros.size());
    } else if (take_byte(text, separator, *number)) {
      ++number;
    } else {
      break;
    }
  }
  position_ = text.data();
  return static_cast<std::size_t>(number - numbers.data());
}

bool CsvReader::next_cell(CsvCell& cell) {
  if (position_ == nullptr) return false;
  const char* const end = text_.data() + text_.size();
  const char* begin = position_;
  while (begin != end && is_blank(*begin)) ++begin;
  cell.column = static_cast<std::uint64_t>(begin - text_.data()) + 1;
  if (begin != end && *begin == '"') return next_quoted_cell(cell, begin + 1);
  const char* cell_end = begin;
  while (cell_end != end && !ends_cell(*cell_end)) ++cell_end;
  position_ = cell_end == end ? nullptr : cell_end + 1;
  while (cell_end != begin && is_blank(cell_end[-1])) --cell_end;
  cell.text = {begin, static_cast<std::size_t>(cell_end - begin)};
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
      fail(cell.column, "this cell's opening quote has no closing quote on this line.");
    unquoted_.append(next, quote);
    next = quote + 1;
    if (next == end || *next != '"') break;
    unquoted_ += '"';
    ++next;
  }
  while (next != end && is_blank(*next) && !ends_cell(*next)) ++next;
  if (next != end && !ends_cell(*next)) {
    fail(static_cast<std::uint64_t>(next - text_.data()) + 1,
         "expected " + std::string(separator_words(separator_)) + " after the closing quote.");
  }
  position_ = next == end ? nullptr : next + 1;
  cell.text = unquoted_;
  ++cell.column;
  return true;
}

std::string CsvReader::describe_column(std::uint64_t column) const {
  const CsvBlock line{text_, line_, {}};
  CsvReader reader(file_, line, separator_);
  reader.next_line();
  std::size_t number = 0;
  for (CsvCell cell; reader.next_cell(cell);) {
    ++number;
    if (cell.column >= column) break;
  }
  const bool named = names_ != nullptr && number <= names_->size();
  return "column " + std::to_string(number) +
         (named ? " (" + in_quotes((*names_)[number - 1], 60) + ")" : "");
}

std::string CsvReader::place(std::uint64_t column) const {
  return file_ + ":" + std::to_string(line_) + ":" + std::to_string(column);
}

void CsvReader::fail(std::uint64_t column, const std::string& sentence) const {
  throw Error(ErrorCode::damaged, place(column) + ": " + sentence);
}

}  // namespace runner::formats
