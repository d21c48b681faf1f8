// The cells of our own CSV files.
#pragma once

#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace runner {

using Cells = std::vector<std::string_view>;

// `text` as a cell of RFC 4180, in quotes if it needs them.
inline std::string csv_cell(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string cell = "\"";
  for (const char c : text) {
    if (c == '"') cell += '"';
    cell += c;
  }
  return cell + '"';
}

// Splits at every comma, as is right up to the first cell in quotes.
inline Cells split_cells(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  Cells cells;
  while (true) {
    const auto comma = line.find(',');
    cells.push_back(line.substr(0, comma));
    if (comma == std::string_view::npos) return cells;
    line.remove_prefix(comma + 1);
  }
}

// Returns nothing for a cell that is not a number of this type.
template <typename Number>
std::optional<Number> parse_cell(std::string_view cell) {
  Number number{};
  const char* const end = cell.data() + cell.size();
  const auto [parsed, error] = std::from_chars(cell.data(), end, number);
  if (error != std::errc() || parsed != end) return std::nullopt;
  return number;
}

}  // namespace runner
