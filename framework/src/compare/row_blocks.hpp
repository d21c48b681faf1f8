// The rows of a table below each other, for terminals that are too narrow for columns.
#pragma once

#include <cstddef>
#include <string>

#include "compare/text_table.hpp"

namespace runner {

// Each row as a block, as draw() says, with a blank line between blocks.
// Requires: titles and cells are printable; width >= min_table_width.
std::string draw_blocks(const TextTable& table, std::size_t width);

}  // namespace runner
