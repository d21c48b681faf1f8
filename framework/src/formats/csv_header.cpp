#include "formats/csv_header.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <string_view>

#include "formats/csv_values.hpp"

namespace runner::formats {
namespace {

[[noreturn]] void fail_at(const FirstLine& line, std::size_t cell, const std::string& sentence) {
  throw Error(ErrorCode::damaged,
              line.file + ":1:" + std::to_string(line.cells[cell].column) + ": " + sentence);
}

bool is_name(std::string_view text, bool decimal_commas) {
  return !is_missing(text) && !is_number(text, decimal_commas);
}

std::optional<std::uint64_t> as_count(std::string_view text) {
  std::uint64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return count;
}

// Whether the cells from number `begin` on, at least two, are 0, 1, 2, ...
bool counts_from_zero(const FirstLine& line, std::size_t begin) {
  if (line.cells.size() < begin + 2) return false;
  for (std::size_t i = begin; i < line.cells.size(); ++i) {
    if (line.cells[i].text != std::to_string(i - begin)) return false;
  }
  return true;
}

// The cells that may be without text in a header: the first one and those at the end.
bool may_be_nameless(const FirstLine& line, std::size_t cell) {
  const auto is_empty = [](const FirstLineCell& c) { return c.text.empty(); };
  return is_empty(line.cells[cell]) &&
         (cell == 0 || std::all_of(line.cells.begin() + static_cast<std::ptrdiff_t>(cell),
                                   line.cells.end(), is_empty));
}

// `name` is a cell that is a name, `other` one that is not. `suggestion`: what else to do.
[[noreturn]] void fail_mixed(const FirstLine& line, std::size_t name, std::size_t other,
                             const std::string& suggestion) {
  const std::string& text = line.cells[other].text;
  std::string what = "is the number " + in_quotes(text);
  if (is_missing(text)) what = "is a missing value, " + in_quotes(text);
  if (text.empty()) what = "is empty";
  fail_at(line, other,
          "cell " + std::to_string(other + 1) + " of the first line " + what + ", but cell " +
              std::to_string(name + 1) + " is the text " + in_quotes(line.cells[name].text) +
              ", so this may be a header or an example. Set header to yes or no, or correct the "
              "cell" +
              suggestion + ".");
}

}  // namespace

FirstLine read_first_line(const std::string& file, const CsvBlock& block, char separator) {
  FirstLine line{file, {}, 0};
  CsvReader reader(file, block, separator);
  reader.next_line();
  for (CsvCell cell; reader.next_cell(cell);) {
    line.cells.push_back({std::string(cell.text), cell.column});
  }
  try {
    if (!reader.next_line()) return line;
    for (CsvCell cell; reader.next_cell(cell);) ++line.next_line_cells;
  } catch (const Error&) {  // will be an error when the line is read
    line.next_line_cells = 0;
  }
  return line;
}

// The lines that follow such a line have one cell more than it counts values.
void check_not_counts(const FirstLine& line) {
  if (line.cells.size() < 2) return;
  const auto examples = as_count(line.cells[0].text);
  const auto values = as_count(line.cells[1].text);
  if (!examples || !values || line.next_line_cells != *values + 1) return;
  const bool names =
      std::all_of(line.cells.begin() + 2, line.cells.end(),
                  [](const FirstLineCell& cell) { return is_name(cell.text, false); });
  // 5,2,setosa is an example of two values; a line of counts names at least two classes.
  const bool fits_as_example = line.cells.size() == line.next_line_cells && line.cells.size() < 4;
  if (!names || fits_as_example) return;
  fail_at(line, 0,
          "this line counts examples and values (" + std::to_string(*examples) + " and " +
              std::to_string(*values) +
              "), as scikit-learn's files do; it is neither a header nor an example. Remove it.");
}

bool is_header(const FirstLine& line, const std::vector<std::size_t>& free_cells,
               const std::vector<std::string>& known_names, bool decimal_commas) {
  const std::set<std::string_view> known(known_names.begin(), known_names.end());
  const auto is_known = [&](const FirstLineCell& cell) {
    return !cell.text.empty() && known.contains(cell.text);
  };
  if (std::ranges::any_of(line.cells, is_known)) return true;
  const bool counts =
      counts_from_zero(line, 0) || (line.cells[0].text.empty() && counts_from_zero(line, 1));
  if (counts && known_names.empty()) {
    fail_at(line, 0,
            "the first line counts 0, 1, 2, ..., so it may be a header with numbers as names, as "
            "pandas writes it, or an example. Set header to yes or no.");
  }
  std::optional<std::size_t> name;  // a cell that is a name
  std::size_t names = 0;
  std::optional<std::size_t> other;       // one that is not
  std::optional<std::size_t> free_other;  // one of free_cells that is not
  for (std::size_t i = 0; i < line.cells.size(); ++i) {
    const bool free = std::ranges::find(free_cells, i) != free_cells.end();
    if (is_name(line.cells[i].text, decimal_commas)) {
      if (!free && !name) name = i;
      ++names;
    } else if (free) {
      if (!line.cells[i].text.empty()) free_other = i;
    } else if (!other && !may_be_nameless(line, i)) {
      other = i;
    }
  }
  if (name && (other || free_other)) {
    const bool may_be_label = names == 1 && free_cells.empty();
    fail_mixed(line, *name, other ? *other : *free_other,
               may_be_label
                   ? "; if the text is a label, set label_position to " + std::to_string(*name + 1)
                   : "");
  }
  return name.has_value();
}

}  // namespace runner::formats
