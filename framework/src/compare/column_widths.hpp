// How many terminal columns each column of a table gets.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "compare/text_table.hpp"

namespace runner {

struct ColumnWidths {
  std::vector<std::size_t> columns;  // indices of those that are shown
  std::vector<std::size_t> widths;   // parallel to `columns`
  std::size_t gap = 2;               // spaces between them
};

// Fits a table's columns as draw() says. Returns nothing if the required columns do not fit.
// Requires: titles and cells are printable.
std::optional<ColumnWidths> fit_columns(const TextTable& table, std::optional<std::size_t> width);

}  // namespace runner
