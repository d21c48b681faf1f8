#pragma once

#include <string>

#include "compare/run_table.hpp"

namespace runner {

// For reading: a line a run, columns aligned, metrics rounded, `*` after the best of each metric
// and a line that explains it. Control characters become '?'.
std::string format_text(const RunTable& table);

// RFC 4180 with lines that end in CR LF: the columns of the table and `folder` at the end; numbers
// in full precision, without marks; empty where there is nothing.
std::string format_csv(const RunTable& table);

// An array with one object a run: run, folder, name, status, stop_reason, config (every key of the
// config, as text), metrics (every one that was measured), seconds (or null), best (names of
// metrics), and problem for an unreadable run.
std::string format_json(const RunTable& table);

}  // namespace runner
