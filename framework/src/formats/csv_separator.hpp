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

// Why the block's first line may have a single cell: it is a comment or a title, another separator
// than the one that was `given` cuts it, or cells are separated by another character.
// Returns a space and a sentence, or nothing.
std::string single_cell_hint(const CsvBlock& block, char separator, bool given);

}  // namespace runner::formats
