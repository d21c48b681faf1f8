// Comparisons for other programs and for documents.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "compare/comparison.hpp"
#include "compare/run_table.hpp"

namespace runner {

// RFC 4180 with lines that end in CR LF, numbers in full precision, empty where there is nothing.
// A line for each group in `order`: group, its settings (all keys of the config with `all_keys`),
// n, units, and of each measured metric the mean, deviation, low, high (95 % interval), minimum and
// maximum.
std::string format_groups_csv(const Comparison& comparison, const std::vector<std::size_t>& order,
                              bool all_keys);

// The same, a line a run: the columns of the table, and `folder` at the end.
std::string format_runs_csv(const RunTable& table);

// An object: `metric` that ranks, `over`, `groups` (a rank each, with the numbers of each metric
// and the differences from the groups that follow), `runs` (run, folder, name, status, stop_reason,
// config, metrics, seconds, best, problem), and `notes`, the sentences of the table.
// Calls `write` with the parts of the text: it may be too long to hold.
using WriteText = std::function<void(std::string_view)>;
void write_json(const Comparison& comparison, const RunTable& runs, const WriteText& write);

}  // namespace runner
