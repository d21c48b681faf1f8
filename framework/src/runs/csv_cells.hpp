// The cells of our own CSV files.
#pragma once

#include <algorithm>
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

// The length of the first cell. One in quotes may contain commas; without its closing quote it
// takes the rest of the line.
inline std::size_t first_cell_length(std::string_view line) {
  if (!line.starts_with('"')) return std::min(line.find(','), line.size());
  std::size_t end = line.find('"', 1);
  while (end != std::string_view::npos && line.substr(end + 1).starts_with('"')) {
    end = line.find('"', end + 2);
  }
  return end == std::string_view::npos ? line.size() : std::min(line.find(',', end), line.size());
}

// The cells of a line, as written: those in quotes keep them.
inline Cells split_cells(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  Cells cells;
  while (true) {
    const std::size_t length = first_cell_length(line);
    cells.push_back(line.substr(0, length));
    if (length == line.size()) return cells;
    line.remove_prefix(length + 1);
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
