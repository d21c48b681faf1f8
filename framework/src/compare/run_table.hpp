// Runs side by side: what differs in their configs, and what came out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "runs/run_record.hpp"

namespace runner {

struct RunRow {
  std::string run;  // short and unique in the table; see make_run_table()
  RunRecord record;
  // Parallel to the table's config_keys and metrics; nothing where the config lacks the key or the
  // metric was not measured.
  std::vector<std::optional<std::string>> config;
  std::vector<std::optional<double>> values;
  std::vector<bool> best;
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

// A row's `run` is the experiment's name where it is the only one of that name, else the name, '/'
// and the six hex digits that end the folder's name, or more of the folder's path if two rows would
// be the same. `best` marks the lowest loss and the highest accuracy among finished runs, all of
// them where runs tie, and nothing in a table of one run.
RunTable make_run_table(std::vector<RunRecord> records);

}  // namespace runner
