#include <fmt/format.h>

#include "cli/arguments/argument_parser.hpp"
#include "cli/commands/commands.hpp"
#include "cli/terminal/print_warnings.hpp"
#include "compare/run_table.hpp"
#include "compare/table_format.hpp"

namespace runner {

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

  const RunTable table = make_run_table(find_runs({folders.begin(), folders.end()}));
  for (const auto& row : table.rows) {
    if (!row.record.problem.empty()) print_warnings({row.record.problem});
  }
  const std::string text = format == "csv"    ? format_csv(table)
                           : format == "json" ? format_json(table)
                                              : format_text(table);
  fmt::print("{}", text);
  return ExitStatus::success;
}

}  // namespace runner
