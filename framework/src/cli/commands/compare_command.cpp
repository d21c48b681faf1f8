#include <algorithm>
#include <cstdio>
#include <filesystem>

#include <fmt/format.h>

#include "base/log_stderr.hpp"
#include "cli/arguments/parse.hpp"
#include "cli/commands/commands.hpp"
#include "compare/run_table.hpp"
#include "compare/table_format.hpp"
#include "sweep/plan/trial_folders.hpp"

namespace runner {

namespace {

namespace fs = std::filesystem;

// Removes the trials that earlier plans left in a sweep's folder, unless they were named, and
// returns how many they were.
std::size_t drop_earlier_trials(std::vector<RunRecord>& records,
                                const std::vector<std::string>& named) {
  EarlierTrials earlier;
  return std::erase_if(records, [&](const RunRecord& record) {
    std::error_code ignored;
    const auto is_record = [&](const std::string& folder) {
      return fs::equivalent(folder, record.folder, ignored);
    };
    return earlier.contains(record.folder) && std::none_of(named.begin(), named.end(), is_record);
  });
}

}  // namespace

int compare_command(int argc, char** argv) {
  CLI::App app("Shows runs side by side: what differs in their configs, and what came out.",
               "runner compare");
  std::vector<std::string> folders;
  std::string format = "table";
  app.add_option("DIR", folders,
                 "Run folders, folders of runs (experiments/baseline) or of those (experiments)")
      ->required()
      ->type_name("");
  app.add_option("--format", format, "table (default), csv or json")
      ->check(one_of({"table", "csv", "json"}))
      ->type_name("FORMAT");
  if (const auto status = parse_arguments(app, argc, argv)) return *status;

  std::vector<RunRecord> records = find_runs({folders.begin(), folders.end()});
  const std::size_t dropped = drop_earlier_trials(records, folders);
  const RunTable table = make_run_table(std::move(records));
  for (const auto& row : table.rows) {
    if (!row.record.problem.empty()) log_stderr(fmt::format("warning: {}\n", row.record.problem));
  }
  const std::string text = format == "csv"    ? format_csv(table)
                           : format == "json" ? format_json(table)
                                              : format_text(table);
  fmt::print("{}", text);
  if (dropped > 0) {
    const std::string note = fmt::format(
        "{} trial{} of earlier plans not shown; give the folder of each trial to compare it\n",
        dropped, dropped == 1 ? "" : "s");
    if (format == "table") {
      fmt::print("{}", note);
    } else {
      log_stderr(note);
    }
  }
  return 0;
}

}  // namespace runner
