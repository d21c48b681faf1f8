// The table of groups that `runner compare` prints.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compare/comparison.hpp"
#include "compare/text_table.hpp"

namespace runner {

struct TableOptions {
  // Names of columns, in order; empty: the default ones. See column_names().
  std::vector<std::string> columns;
  // A column to sort by, with '-' in front for the reverse; empty: by rank.
  std::string sort;
  std::optional<std::uint64_t> top;  // only that many rows
  bool align = true;                 // pad numbers so that their points stand in one column
};

// A table's rows as groups, and the table.
struct GroupTable {
  std::vector<std::size_t> groups;  // those shown, in the rows' order
  TextTable table;
};

// Columns: `group`; keys of the config, whole or as a title shows them; `n`, the runs that count
// (their title is "seeds" for groups over the seed); a metric's mean ± standard deviation,
// `METRIC.interval` for the mean's 95 % interval, `METRIC.minimum`, `METRIC.maximum`; `iteration`;
// `data`.
// Throws: Error (invalid_input) if a name in `columns` or `sort` is unknown.
GroupTable make_group_table(const Comparison& comparison, const TableOptions& options);

// "7 of 10; 3 diverged": the units that count, and what became of the others.
std::string count_text(const RunGroup& group);

}  // namespace runner
