#include "compare/markup_tables.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "base/text_width.hpp"

namespace runner {
namespace {

bool is_alphanumeric(std::string_view text, std::size_t i) {
  return i < text.size() && std::isalnum(static_cast<unsigned char>(text[i])) != 0;
}

// The lines of a cell, printable and escaped, joined by `line_break`. An empty line is dropped.
template <typename Escape>
std::string escaped_lines(std::string_view cell, std::string_view line_break, Escape escape) {
  std::string text;
  while (!cell.empty()) {
    const std::size_t end = std::min(cell.find_first_of("\r\n"), cell.size());
    const std::string line = escape(printable(cell.substr(0, end)));
    if (!line.empty() && !text.empty()) text += line_break;
    text += line;
    cell.remove_prefix(std::min(end + 1, cell.size()));
  }
  return text;
}

// '_' inside a word stays, because Markdown leaves it alone and "test_accuracy" reads better.
std::string markdown_escaped(const std::string& text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool in_word =
        text[i] == '_' && i > 0 && is_alphanumeric(text, i - 1) && is_alphanumeric(text, i + 1);
    const bool special = std::string_view("\\`*_[]<>|~$&").find(text[i]) != std::string_view::npos;
    if (special && !in_word) result += '\\';
    result += text[i];
  }
  return result;
}

std::string markdown_cell(const std::string& cell) {
  return escaped_lines(cell, "<br>", markdown_escaped);
}

using Replacement = std::pair<std::string_view, std::string_view>;

constexpr std::array<Replacement, 28> tex_replacements = {{
    {"\\", "\\textbackslash{}"},
    {"#", "\\#"},
    {"$", "\\$"},
    {"%", "\\%"},
    {"&", "\\&"},
    {"_", "\\_"},
    {"{", "\\{"},
    {"}", "\\}"},
    {"~", "\\textasciitilde{}"},
    {"^", "\\textasciicircum{}"},
    {"<", "\\textless{}"},
    {">", "\\textgreater{}"},
    {"|", "\\textbar{}"},
    {"\"", "\\char34{}"},
    {"±", "$\\pm$"},
    {"×", "$\\times$"},
    {"−", "$-$"},
    {"≤", "$\\leq$"},
    {"≥", "$\\geq$"},
    {"≈", "$\\approx$"},
    {"∞", "$\\infty$"},
    {"·", "$\\cdot$"},
    {"→", "$\\rightarrow$"},
    {"α", "$\\alpha$"},
    {"–", "--"},
    {"—", "---"},
    {"…", "\\ldots{}"},
    {"\u00A0", "~"},
}};

// '-' is a minus sign at the start of a number, and two are no dash. '[' and '*' at the start would
// belong to the command that ends the line before; '"' would be babel's.
std::string tex_escaped(const std::string& text) {
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    const std::string_view rest = std::string_view(text).substr(i);
    const auto* const found = std::find_if(
        tex_replacements.begin(), tex_replacements.end(),
        [rest](const Replacement& replacement) { return rest.starts_with(replacement.first); });
    const bool starts_number = rest[0] == '-' && is_alphanumeric(rest, 1) &&
                               std::isdigit(static_cast<unsigned char>(rest[1])) != 0 &&
                               (i == 0 || text[i - 1] == ' ' || text[i - 1] == '(');
    if (found != tex_replacements.end()) {
      result += found->second;
      i += found->first.size();
      continue;
    }
    if (starts_number) {
      result += "$-$";
    } else if (rest[0] == '-' && i > 0 && text[i - 1] == '-') {
      result += "{}-";
    } else if (i == 0 && (rest[0] == '[' || rest[0] == '*')) {
      result += fmt::format("{{{}}}", rest[0]);
    } else {
      result += rest[0];
    }
    ++i;
  }
  return result;
}

std::string tex_cell(const std::string& cell) { return escaped_lines(cell, " ", tex_escaped); }

// The titles and the rows, each cell as `cell_text` makes it.
template <typename CellText>
std::vector<std::vector<std::string>> markup_lines(const TextTable& table, CellText cell_text) {
  std::vector<std::vector<std::string>> lines(1);
  for (const auto& column : table.columns) lines.front().push_back(cell_text(column.title));
  for (const auto& row : table.rows) {
    auto& line = lines.emplace_back();
    for (const auto& cell : row) line.push_back(cell_text(cell));
  }
  return lines;
}

bool is_numeric_column(const TextTable& table, std::size_t i) {
  return table.columns[i].align == TextColumn::Align::right;
}

// Pads cells so that the source can be read as well.
void pad_columns(std::vector<std::vector<std::string>>& lines, const TextTable& table,
                 std::size_t min_width) {
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    std::size_t width = min_width;
    for (const auto& line : lines) width = std::max(width, display_width(line[i]));
    for (auto& line : lines) {
      line[i] = is_numeric_column(table, i) ? pad_left(line[i], width) : pad_right(line[i], width);
    }
  }
}

}  // namespace

std::string markdown_table(const TextTable& table) {
  auto lines = markup_lines(table, markdown_cell);
  constexpr std::size_t shortest_rule = 3;
  pad_columns(lines, table, shortest_rule);
  std::vector<std::string> rule;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    rule.emplace_back(display_width(lines.front()[i]) - 1, '-');
    rule.back().insert(is_numeric_column(table, i) ? rule.back().end() : rule.back().begin(), ':');
  }
  lines.insert(lines.begin() + 1, rule);
  std::string text;
  for (const auto& line : lines) text += fmt::format("| {} |\n", fmt::join(line, " | "));
  return text;
}

std::string latex_table(const TextTable& table, const std::string& caption) {
  auto lines = markup_lines(table, tex_cell);
  pad_columns(lines, table, 0);
  std::string alignment;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    alignment += is_numeric_column(table, i) ? 'r' : 'l';
  }
  std::string text = "% The preamble needs \\usepackage{booktabs}.\n";
  if (!caption.empty()) {
    text += fmt::format("\\begin{{table}}\n\\centering\n\\caption{{{}}}\n", tex_cell(caption));
  }
  text += fmt::format("\\begin{{tabular}}{{{}}}\n\\toprule\n", alignment);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    text += fmt::format("{} \\\\\n", fmt::join(lines[i], " & "));
    if (i == 0) text += "\\midrule\n";
  }
  text += "\\bottomrule\n\\end{tabular}\n";
  return caption.empty() ? text : text + "\\end{table}\n";
}

}  // namespace runner
