// Texts that are too long for their column.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace runner {

// The start of `text` with '…' at the end, if it is wider than `width` columns.
std::string shortened(const std::string& text, std::size_t width);

// Replaces a part of each cell that is wider than `width` columns by '…': the end, the middle or
// the front, in all of them the same, so that as many as possible of those that differ still do.
// The front of paths goes first, if possible up to a '/'.
void shorten_cells(std::vector<std::string>& cells, std::size_t width);

}  // namespace runner
