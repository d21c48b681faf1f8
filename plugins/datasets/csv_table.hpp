// An open table whose form is known: separator, header, names of columns.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/text_width.hpp"
#include "csv_options.hpp"
#include "formats/csv_blocks.hpp"
#include "formats/csv_header.hpp"
#include "formats/csv_separator.hpp"
#include "formats/csv_values.hpp"

namespace runner {

struct CsvTable {
  std::string path;  // as given
  formats::CsvBlocks blocks;
  formats::CsvBlock first;  // the first rows, without the header
  char separator = ',';
  formats::FirstLine first_line;
  bool has_header = false;
  std::string single_cell_hint;  // a sentence on why its first line may be a single cell

  const std::string& name() const { return blocks.name(); }
  std::size_t columns() const { return first_line.cells.size(); }
  const std::string& column_name(std::size_t column) const { return first_line.cells[column].text; }

  // Whether the column has a name. "Unnamed: 0" is what pandas calls a column without one.
  bool is_named(std::size_t column) const {
    return has_header && !column_name(column).empty() &&
           !column_name(column).starts_with("Unnamed: ");
  }

  // "column 2 ('Id')", or "column 2" without a name.
  std::string describe(std::size_t column) const {
    const std::string number = "column " + std::to_string(column + 1);
    return is_named(column) ? number + " (" + in_quotes(column_name(column), 60) + ")" : number;
  }

  // Names of columns, for messages.
  std::vector<std::string> column_names() const {
    std::vector<std::string> names;
    for (const auto& cell : first_line.cells) names.push_back(cell.text);
    return names;
  }

  // "FILE:1:COLUMN"
  std::string place(std::size_t column) const {
    return name() + ":1:" + std::to_string(first_line.cells[column].column);
  }

  // Throws: Error (damaged), with the place of the column's cell in the first line.
  [[noreturn]] void fail(std::size_t column, const std::string& sentence) const {
    throw Error(ErrorCode::damaged, place(column) + ": " + sentence);
  }
};

inline char separator_of(const CsvOptions& options, const std::string& file,
                         const formats::CsvBlock& block) {
  constexpr std::pair<const char*, char> separators[] = {
      {"comma", ','}, {"semicolon", ';'}, {"tab", '\t'}, {"space", ' '}};
  for (const auto& [name, separator] : separators) {
    if (options.separator == name) return separator;
  }
  return formats::detect_separator(file, block);
}

inline bool has_header(const CsvTable& table, const CsvOptions& options,
                       const std::vector<std::size_t>& free_cells,
                       const std::vector<std::string>& known_names) {
  formats::check_not_counts(table.first_line);
  if (options.header != "auto") return options.header == "yes";
  return formats::is_header(table.first_line, free_cells, known_names,
                            formats::allows_decimal_commas(table.separator));
}

// Names are shown, and written into files of UTF-8.
inline void check_names_are_text(const CsvTable& table) {
  for (std::size_t i = 0; i < table.columns(); ++i) {
    if (printable(table.column_name(i)) == table.column_name(i)) continue;
    table.fail(i, "the name of column " + std::to_string(i + 1) +
                      " is not text in UTF-8; save the table in UTF-8 (iconv -t UTF-8).");
  }
}

// Opens a table. `free_cells`: the numbers, from 0, of columns that may hold texts in examples.
// `known_names`: of the training table, for others.
// Throws: Error (not_found, damaged).
inline CsvTable open_table(const std::string& path, const CsvOptions& options,
                           const std::vector<std::size_t>& free_cells,
                           const std::vector<std::string>& known_names) {
  CsvTable table{path, formats::CsvBlocks{formats::TableFile(path)}, {}, ',', {}, false, {}};
  if (!table.blocks.next(table.first)) {
    throw Error(ErrorCode::damaged,
                table.name() + ": this file is empty; expected rows of a label and values.");
  }
  table.separator = separator_of(options, table.name(), table.first);
  table.first_line = formats::read_first_line(table.name(), table.first, table.separator);
  if (table.columns() == 1) {
    table.single_cell_hint =
        formats::single_cell_hint(table.first, table.separator, options.separator != "auto");
  }
  table.has_header = has_header(table, options, free_cells, known_names);
  if (table.has_header) {
    check_names_are_text(table);
    table.first.remove_first_line();
  }
  return table;
}

}  // namespace runner
