// A comparison for people: a table and sentences.
#pragma once

#include <optional>
#include <string>

#include "compare/comparison.hpp"
#include "compare/group_table.hpp"
#include "compare/run_table.hpp"

namespace runner {

// The groups' table, how to read it, what it means, and remarks, no line wider than `width`;
// nothing means no limit.
std::string groups_text(const Comparison& comparison, const TableOptions& options,
                        std::optional<std::size_t> width);

// The runs' table and remarks.
std::string runs_text(const Comparison& comparison, const RunTable& table,
                      const RunTableOptions& options, std::optional<std::size_t> width);

// Lines of at most `width` columns, broken at spaces; a longer word has a line of its own.
std::string wrapped_text(const std::string& sentence, std::optional<std::size_t> width);

}  // namespace runner
