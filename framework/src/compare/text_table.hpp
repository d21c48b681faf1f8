// A table of texts, and how it is drawn in the width of a terminal. compare/markup_tables.hpp draws
// the same table in Markdown and LaTeX.
#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace runner {

struct TextColumn {
  enum class Align { left, right };

  // The priority of a column that is never dropped.
  static constexpr int required = std::numeric_limits<int>::max();

  std::string title;
  Align align = Align::left;  // right: numbers, which are never shortened
  // Among columns that are not required, those with lower priorities are dropped first, and the
  // last one of those with the same.
  int priority = required;
};

struct TextTable {
  std::vector<TextColumn> columns;
  // Each row has as many cells as there are columns. Numbers with the same number of decimals line
  // up.
  std::vector<std::vector<std::string>> rows;
};

struct DrawnTable {
  std::string text;                  // lines that end in '\n', without trailing spaces
  std::vector<std::string> dropped;  // titles of the columns that are not in it, in their order
};

// Widths below this are treated as this.
inline constexpr std::size_t min_table_width = 10;

// Draws a line of titles and a line for each row, with two spaces between columns. If that does not
// fit, draw() takes the first of these that does:
// - one space between columns;
// - without the columns of the lowest priorities. Texts and titles then keep at least 32 columns.
//   '…' replaces the rest of the longest, at the place that leaves most cells different: the front
//   of paths, the end or the middle of others;
// - only the required columns, with at least 8 columns for texts and titles;
// - each row as a block: a heading, which is the cells up to the first one of text, and a line
//   "title  value" for each other cell that is not empty. Long values continue on further lines.
// No line is wider than `width`; nothing means no limit. Titles and cells are made printable()
// first.
// Requires: at least one column; the rows are as long as the columns.
DrawnTable draw(const TextTable& table, std::optional<std::size_t> width);

}  // namespace runner
