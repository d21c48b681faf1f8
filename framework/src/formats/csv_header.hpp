// Decides whether a table's first line is a header.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "formats/csv_reader.hpp"

namespace runner::formats {

// A cell of the first line.
struct FirstLineCell {
  std::string text;
  std::uint64_t column = 1;  // of its first byte in the line, from 1
};

// The first line of a table and, to judge it, the number of cells of the next (0 without one).
struct FirstLine {
  std::string file;  // for messages
  std::vector<FirstLineCell> cells;
  std::size_t next_line_cells = 0;
};

// Reads the first line of a block, which stays in the block.
// Throws: Error (damaged), with its place, if the line is empty or a quoted cell does not end.
FirstLine read_first_line(const std::string& file, const CsvBlock& block, char separator);

// Throws: Error (damaged) if the line counts examples and values, as the first lines of
// scikit-learn's files do: 150,4,setosa,versicolor,virginica.
void check_not_counts(const FirstLine& line);

// Whether the first line is a header: every cell is a name, which is a text that is neither a
// number nor a missing value. It is an example if no cell is a name. `free_cells` are the numbers,
// from 0, of cells that may be texts in examples, too: the label and columns that are ignored.
//
// A first cell without text is a name beside names, since pandas and R write no name above their
// index; so are empty cells at the end, which commas at the ends of lines make.
//
// `known_names` are those of the training table, for one that must have its columns: a line with
// one of them is a header.
//
// Throws: Error (damaged), with the place, if some cells are names and others are not, or if the
// cells count 0, 1, 2, ..., which pandas writes for columns without names and data may begin with;
// if names are known, the latter is an example.
bool is_header(const FirstLine& line, const std::vector<std::size_t>& free_cells,
               const std::vector<std::string>& known_names, bool decimal_commas);

}  // namespace runner::formats
