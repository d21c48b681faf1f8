#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "base/log_stderr.hpp"
#include "cli/arguments/argument_parser.hpp"
#include "cli/commands/commands.hpp"
#include "cli/terminal/print_warnings.hpp"
#include "compare/run_table.hpp"
#include "compare/table_format.hpp"
#include "sweep/plan/trial_folders.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;

// Removes the trials that earlier plans left in a sweep's folder, unless they were named, and
// returns how many they were. Warns of plans that cannot be read.
std::size_t drop_earlier_trials(std::vector<RunRecord>& records,
                                const std::vector<std::string>& named) {
  EarlierTrials earlier;
  const std::size_t dropped = std::erase_if(records, [&](const RunRecord& record) {
    std::error_code ignored;
    const auto is_record = [&](const std::string& folder) {
      return fs::equivalent(folder, record.folder, ignored);
    };
    return earlier.contains(record.folder) && std::none_of(named.begin(), named.end(), is_record);
  });
  for (const auto& problem : earlier.problems()) {
    print_warnings({problem + " Trials of earlier plans are shown as well."});
  }
  return dropped;
}

bool is_readable(const RunRow& row) { return row.record.status != RunStatus::unreadable; }

}  // namespace

ExitStatus compare_command(int argc, char** argv) {
  ArgumentParser parser(
      "runner compare",
      "Shows runs side by side: the settings in which they differ, and their results.");
  std::vector<std::string> folders;
  std::string format = "table";
  parser.add_positionals("DIR", folders,
                         "Run folders, or folders that contain them, such as experiments/baseline "
                         "or experiments");
  parser.add_option("--format FORMAT", format, "table, csv or json");
  parser.allow_only("--format", {"table", "csv", "json"});
  if (!parser.parse(argc, argv)) return ExitStatus::success;

  std::vector<RunRecord> records = find_runs({folders.begin(), folders.end()});
  const std::size_t dropped = drop_earlier_trials(records, folders);
  const RunTable table = make_run_table(std::move(records));
  for (const auto& row : table.rows) {
    if (!row.record.problem.empty()) print_warnings({row.record.problem});
  }
  const std::string text = format == "csv"    ? format_csv(table)
                           : format == "json" ? format_json(table)
                                              : format_text(table);
  fmt::print("{}", text);
  if (dropped > 0) {
    const std::string note = fmt::format(
        "{} trial{} of earlier plans not shown; give the folder of each trial to compare it\n",
        dropped, dropped == 1 ? "" : "s");
    format == "table" ? fmt::print("{}", note) : log_stderr(note);
  }
  const bool any_readable = std::any_of(table.rows.begin(), table.rows.end(), is_readable);
  return any_readable || table.rows.empty() ? ExitStatus::success : ExitStatus::bad_input;
}

}  // namespace runner
