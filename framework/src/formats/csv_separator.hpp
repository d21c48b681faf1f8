#pragma once

#include <cstddef>
#include <string>

#include "formats/csv_blocks.hpp"

namespace runner::formats {

// Finds the separator of a table by the block's first lines: the one that cuts the most of them
// into the same number of cells, at least two, and makes the most of the cells numbers. Spaces lose
// to another one that is as good. The comma if none cuts them.
// Throws: Error (damaged) if two separators are equally good, or if lines end in CR alone.
char detect_separator(const std::string& file, const CsvBlock& block);

// What to say about a first line that has a single cell: that another separator cuts it, or a
// character that is not one. A space and a sentence, or nothing.
std::string separator_hint(const CsvBlock& block, char separator);

}  // namespace runner::formats
