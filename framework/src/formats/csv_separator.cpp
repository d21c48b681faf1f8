#include "formats/csv_separator.hpp"

#include <map>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "formats/csv_values.hpp"

namespace runner::formats {
namespace {

constexpr char separators[] = {',', ';', '\t', ' '};
constexpr std::size_t sample_lines = 20;
constexpr std::size_t sample_bytes = 1 << 16;

// The cells of a line, cut by one separator.
struct CutLine {
  std::size_t cells = 0;
  std::size_t numbers = 0;
};

// How well a separator cuts the lines: how many it cuts into the most frequent number of cells,
// and the share of numbers among the cells of those lines.
struct Fit {
  double number_share = 0;
  std::size_t lines = 0;

  auto rank() const {
    return std::tuple(lines > 0, number_share * static_cast<double>(lines), lines);
  }
};

// A line whose quotes do not fit the separator has no cells.
CutLine cut_line(CsvReader& reader) {
  CutLine line;
  const bool commas = allows_decimal_commas(reader.separator());
  try {
    for (CsvCell cell; reader.next_cell(cell); ++line.cells) {
      if (is_number(cell.text, commas)) ++line.numbers;
    }
  } catch (const Error&) {
    return {};
  }
  return line;
}

std::vector<CutLine> cut_lines(const CsvBlock& block, char separator) {
  CsvBlock sample;
  sample.text = block.text;
  CsvReader reader("", sample, separator);
  std::vector<CutLine> lines;
  try {
    while (lines.size() < sample_lines && reader.next_line()) {
      lines.push_back(cut_line(reader));
      const bool enough = lines.size() > 1 && lines.size() * lines[0].cells > sample_bytes;
      if (enough) break;
    }
  } catch (const Error&) {  // an empty line or a zero byte, which will be an error when it is read
  }
  return lines;
}

// The first line counts for the number of cells, but not for that of numbers if others follow: it
// may be a header.
Fit fit_of(const CsvBlock& block, char separator) {
  const std::vector<CutLine> lines = cut_lines(block, separator);
  std::map<std::size_t, std::size_t> frequencies;
  for (const CutLine& line : lines) ++frequencies[line.cells];
  std::size_t cells = 0;
  Fit fit;
  for (const auto& [size, count] : frequencies) {
    if (size >= 2 && count > fit.lines) {
      cells = size;
      fit.lines = count;
    }
  }
  std::size_t numbers = 0;
  std::size_t counted = 0;
  for (std::size_t i = lines.size() > 1 ? 1 : 0; i < lines.size(); ++i) {
    if (lines[i].cells != cells) continue;
    numbers += lines[i].numbers;
    counted += cells;
  }
  if (counted != 0) fit.number_share = static_cast<double>(numbers) / static_cast<double>(counted);
  return fit;
}

// The position of a CR that does not stand before a LF or the end; npos without one.
std::size_t lone_carriage_return(std::string_view text) {
  const std::size_t found = text.find('\r');
  if (found == std::string_view::npos || found + 1 == text.size()) return std::string_view::npos;
  const char next = text[found + 1];
  return next == '\n' || next == '\r' ? std::string_view::npos : found;
}

}  // namespace

char detect_separator(const std::string& file, const CsvBlock& block) {
  const std::string_view first_line = block.text.substr(0, block.text.find('\n'));
  if (first_line.find('"') == std::string_view::npos &&
      lone_carriage_return(first_line) != std::string_view::npos) {
    throw Error(ErrorCode::damaged, file +
                                        ": lines of this file end in carriage returns alone, as on "
                                        "old Macs; replace them by line feeds (tr '\\r' '\\n').");
  }
  char best = ',';
  Fit best_fit;
  bool tie = false;
  for (const char separator : separators) {
    const Fit fit = fit_of(block, separator);
    if (fit.rank() > best_fit.rank()) {
      best = separator;
      best_fit = fit;
      tie = false;
    } else if (separator != ' ' && fit.lines > 0 && fit.rank() == best_fit.rank()) {
      tie = true;  // spaces stand in texts, too
    }
  }
  if (tie) {
    throw Error(ErrorCode::damaged,
                file + ":" + std::to_string(block.first_line) +
                    ":1: several separators cut the lines of this table into cells; set separator "
                    "to comma, semicolon, tab or space.");
  }
  return best;
}

std::string single_cell_hint(const CsvBlock& block, char separator, bool given) {
  const std::string_view line = block.text.substr(0, block.text.find('\n'));
  if (line.starts_with('#')) return " It begins with '#'; remove comments.";
  constexpr std::pair<char, const char*> words[] = {
      {',', "comma"}, {';', "semicolon"}, {'\t', "tab"}, {' ', "space"}};
  for (const auto& [other, word] : words) {
    if (!given || other == separator) continue;
    const std::vector<CutLine> lines = cut_lines(block, other);
    if (!lines.empty() && lines[0].cells > 1) {
      return " With the separator " + std::string(word) + " it has " +
             std::to_string(lines[0].cells) + "; set separator to " + word + " or auto.";
    }
  }
  const std::vector<CutLine> lines = cut_lines(block, separator);
  if (lines.size() > 1 && lines[1].cells > 1) {
    return " The next line has " + std::to_string(lines[1].cells) +
           " cells; if this one is a title, remove it.";
  }
  for (const char other : {'|', ':', '^', '~'}) {
    if (line.find(other) != std::string_view::npos) {
      return " Cells cannot be separated by '" + std::string(1, other) +
             "'; replace it by a comma.";
    }
  }
  return {};
}

}  // namespace runner::formats
