#include <cstdio>

#include <fmt/format.h>

#include "base/log_stderr.hpp"
#include "cli/arguments/parse.hpp"
#include "cli/commands/commands.hpp"
#include "compare/run_table.hpp"
#include "compare/table_format.hpp"

namespace runner {

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

  const RunTable table = make_run_table(find_runs({folders.begin(), folders.end()}));
  for (const auto& row : table.rows) {
    if (!row.record.problem.empty()) log_stderr(fmt::format("warning: {}\n", row.record.problem));
  }
  const std::string text = format == "csv"    ? format_csv(table)
                           : format == "json" ? format_json(table)
                                              : format_text(table);
  fmt::print("{}", text);
  return 0;
}

}  // namespace runner
