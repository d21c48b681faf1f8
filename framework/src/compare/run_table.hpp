// Runs side by side: what differs in their configs, and what came out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compare/measured_run.hpp"
#include "compare/text_table.hpp"

namespace runner {

struct RunRow {
  std::string run;                        // short and unique in the table; see make_run_table()
  const MeasuredRun* measured = nullptr;  // one of those that the table was made from
  // Parallel to the table's config_keys and metrics; nothing where the config lacks the key or the
  // metric was not measured.
  std::vector<std::optional<std::string>> config;
  std::vector<std::optional<double>> values;
  std::vector<bool> best;

  const RunRecord& record() const { return measured->record; }
};

struct RunTable {
  // Keys whose texts are not the same in all readable runs, without `name`, in the order in which
  // the configs have them; `data_sha256` at the end when the runs saw different data.
  std::vector<std::string> config_keys;
  // Of iteration, train_loss, train_accuracy, validation_loss, validation_accuracy, test_loss,
  // test_accuracy and seconds, those that some run has.
  std::vector<std::string> metrics;
  std::vector<RunRow> rows;
};

struct RunTableOptions {
  // To order the rows by, finished runs first; nothing: in the given order.
  std::optional<Metric> metric = {};
  // Names of columns: `run`, `status`, `folder`, keys and metrics; empty: the default ones.
  std::vector<std::string> columns = {};
  std::string sort = {};  // a column, with '-' in front for the reverse; empty: by `metric`
  std::optional<std::uint64_t> top = {};
  bool all_keys = false;  // also those in which the runs agree
};

// A row's `run` is the experiment's name where it is the only one of that name, else the name, '/'
// and the six hex digits that end the folder's name, or more of the folder's path if two rows would
// be the same. `best` marks the lowest loss and the highest accuracy among finished runs, all of
// them where runs tie, and nothing in a table of one run.
// Throws: Error (invalid_input) if `sort` is unknown.
// The table refers to `runs`.
RunTable make_run_table(const std::vector<MeasuredRun>& runs, const RunTableOptions& options);

// The table for reading: metrics rounded, `*` after the best of each.
// Throws: Error (invalid_input) if a name in `columns` is unknown.
TextTable run_text_table(const RunTable& table, const RunTableOptions& options);

// Whether any row has a mark.
bool has_marks(const RunTable& table);

}  // namespace runner
