#include "compare/text_table.hpp"

#include <algorithm>

#include "base/text_width.hpp"
#include "compare/column_widths.hpp"
#include "compare/row_blocks.hpp"
#include "compare/shortened_cells.hpp"

namespace runner {
namespace {

TextTable with_printable_texts(TextTable table) {
  for (auto& column : table.columns) column.title = printable(column.title);
  for (auto& row : table.rows) {
    for (auto& cell : row) cell = printable(cell);
  }
  return table;
}

// The titles and cells that are shown, column by column, none wider than its column.
std::vector<std::vector<std::string>> shown_texts(const TextTable& table,
                                                  const ColumnWidths& fitted) {
  std::vector<std::vector<std::string>> columns;
  std::vector<std::string> titles;
  for (const std::size_t i : fitted.columns) titles.push_back(table.columns[i].title);
  for (std::size_t k = 0; k < fitted.columns.size(); ++k) {
    std::vector<std::string> cells;
    for (const auto& row : table.rows) cells.push_back(row[fitted.columns[k]]);
    shorten_cells(cells, fitted.widths[k]);
    std::vector<std::string> candidates = titles;
    shorten_cells(candidates, fitted.widths[k]);
    cells.insert(cells.begin(), candidates[k]);
    columns.push_back(std::move(cells));
  }
  return columns;
}

std::string draw_lines(const TextTable& table, const ColumnWidths& fitted) {
  const auto columns = shown_texts(table, fitted);
  std::string text;
  for (std::size_t line = 0; line <= table.rows.size(); ++line) {
    for (std::size_t k = 0; k < columns.size(); ++k) {
      const bool is_text = table.columns[fitted.columns[k]].align == TextColumn::Align::left;
      if (k > 0) text.append(fitted.gap, ' ');
      text += is_text ? pad_right(columns[k][line], fitted.widths[k])
                      : pad_left(columns[k][line], fitted.widths[k]);
    }
    text.erase(text.find_last_not_of(' ') + 1);
    text += '\n';
  }
  return text;
}

std::vector<std::string> dropped_titles(const TextTable& table, const ColumnWidths& fitted) {
  std::vector<std::string> titles;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const bool is_shown =
        std::find(fitted.columns.begin(), fitted.columns.end(), i) != fitted.columns.end();
    if (!is_shown) titles.push_back(table.columns[i].title);
  }
  return titles;
}

}  // namespace

DrawnTable draw(const TextTable& table, std::optional<std::size_t> width) {
  const TextTable shown = with_printable_texts(table);
  if (width) width = std::max(*width, min_table_width);
  if (const auto fitted = fit_columns(shown, width)) {
    return {draw_lines(shown, *fitted), dropped_titles(shown, *fitted)};
  }
  return {draw_blocks(shown, *width), {}};
}

}  // namespace runner
