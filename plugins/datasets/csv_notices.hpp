// Tells what was decided about a table, and what may be wrong with it.
#pragma once

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include <runner/dataset.hpp>

#include "csv_columns.hpp"
#include "csv_layout.hpp"
#include "csv_table.hpp"

namespace runner {

inline const char* separators_word(char separator) {
  switch (separator) {
    case ';':
      return "semicolons";
    case '\t':
      return "tabs";
    case ' ':
      return "spaces";
    default:
      return "commas";
  }
}

// The table's name without its folders: "train.csv", "x.zip (train.csv)".
inline std::string short_name(const CsvTable& table) {
  const std::size_t folder = table.path.rfind('/') + 1;  // 0 without folder
  return table.name().starts_with(table.path) ? table.name().substr(folder) : table.name();
}

// "train.csv: commas, a header, label in column 1 ('label'), ignored: column 2 ('Id'), 784 values
// an example"
inline std::string describe_decisions(const CsvTable& table, const std::vector<CsvColumn>& columns,
                                      bool decimal_commas) {
  std::string ignored;
  std::string label;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].role == CsvRole::label) label = ", label in " + table.describe(i);
    if (columns[i].role == CsvRole::ignored || columns[i].role == CsvRole::index) {
      ignored += (ignored.empty() ? ", ignored: " : " and ") + table.describe(i) +
                 (columns[i].role == CsvRole::index ? " (an index without name)" : "");
    }
  }
  const std::size_t inputs = layout_of(columns).inputs;
  return short_name(table) + ": " + separators_word(table.separator) +
         (decimal_commas ? ", decimal commas" : "") +
         (table.has_header ? ", a header" : ", no header") + label + ignored + ", " +
         std::to_string(inputs) + (inputs == 1 ? " value" : " values") + " an example";
}

// Whether the input is one above that of the example before, in all of at least three examples.
inline bool counts_examples(const Examples& examples, std::size_t input) {
  constexpr std::uint64_t min_examples = 3;
  return std::visit(
      [&](const auto& values) {
        if (values.n_cols < min_examples) return false;
        for (arma::uword i = 1; i < values.n_cols; ++i) {
          if (static_cast<double>(values(input, i)) !=
              static_cast<double>(values(input, i - 1)) + 1) {
            return false;
          }
        }
        return true;
      },
      examples.values);
}

inline std::string number_text(const Examples& examples, std::size_t input, arma::uword example) {
  const double value =
      std::visit([&](const auto& values) { return static_cast<double>(values(input, example)); },
                 examples.values);
  return std::to_string(static_cast<std::int64_t>(value));
}

// Whether the cells, at least three, are 1, 2, 3, ...
inline bool counts_from_one(const formats::FirstLine& line) {
  constexpr std::size_t min_cells = 3;
  for (std::size_t i = 0; i < line.cells.size(); ++i) {
    if (line.cells[i].text != std::to_string(i + 1)) return false;
  }
  return line.cells.size() >= min_cells;
}

// Sentences about a first line that may be a header, and about inputs that count the examples, so
// that they may be an index.
inline std::vector<std::string> warn_of_counting(const CsvTable& table,
                                                 const std::vector<CsvColumn>& columns,
                                                 const Examples& examples) {
  std::vector<std::string> warnings;
  if (!table.has_header && counts_from_one(table.first_line)) {
    warnings.push_back(short_name(table) +
                       ": the first line counts 1, 2, 3, ... and is taken for an example; if it is "
                       "a header, set header to yes.");
  }
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].role != CsvRole::input || !counts_examples(examples, columns[i].input)) continue;
    warnings.push_back(short_name(table) + ": " + table.describe(i) + " counts from " +
                       number_text(examples, columns[i].input, 0) + " to " +
                       number_text(examples, columns[i].input, examples.count() - 1) +
                       ". If it numbers the examples, add it to ignore: it is not a property that "
                       "can be learned from.");
  }
  return warnings;
}

}  // namespace runner
