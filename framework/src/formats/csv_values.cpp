#include "formats/csv_values.hpp"

#include <charconv>
#include <system_error>

namespace runner::formats {
namespace {

constexpr std::size_t longest_shown = 20;

[[noreturn]] void fail_number(const CsvReader& reader, const CsvCell& cell, const char* what,
                              std::uint32_t largest) {
  const std::string expected =
      "expected a " + std::string(what) + ", a whole number from 0 to " + std::to_string(largest);
  if (cell.text.empty()) reader.fail(cell.column, "this cell is empty; " + expected + ".");
  if (!is_number(cell.text)) {
    reader.fail(cell.column, shown(cell.text) + " is no number; " + expected + ".");
  }
  reader.fail(cell.column,
              shown(cell.text) + " is out of range; " + expected + ". No others are supported.");
}

}  // namespace

bool is_number(std::string_view text) {
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto [parsed, error] = std::from_chars(text.data(), end, value);
  return error != std::errc::invalid_argument && parsed == end;
}

std::string shown(std::string_view text) {
  std::string start(text.substr(0, longest_shown));
  for (char& c : start) {
    if (c < ' ' || c > '~') c = '?';
  }
  return "'" + start + (text.size() > longest_shown ? "...'" : "'");
}

std::uint32_t whole_number(const CsvReader& reader, const CsvCell& cell, const char* what,
                           std::uint32_t largest) {
  std::uint32_t value = 0;
  const char* const end = cell.text.data() + cell.text.size();
  const auto [parsed, error] = std::from_chars(cell.text.data(), end, value);
  if (error != std::errc() || parsed != end || value > largest) {
    fail_number(reader, cell, what, largest);
  }
  return value;
}

}  // namespace runner::formats
