#include <fmt/format.h>

#include "base/log_stderr.hpp"
#include "cli/arguments/argument_parser.hpp"
#include "cli/arguments/run_selection.hpp"
#include "cli/commands/commands.hpp"
#include "cli/terminal/print_warnings.hpp"
#include "compare/run_table.hpp"
#include "compare/table_format.hpp"

namespace runner {

ExitStatus compare_command(int argc, char** argv) {
  ArgumentParser parser(
      "runner compare",
      "Shows runs side by side: the settings in which they differ, and their results.");
  RunSelection selection;
  std::string format = "table";
  selection.add_to(parser);
  parser.add_option("--format FORMAT", format, "table, csv or json");
  parser.allow_only("--format", {"table", "csv", "json"});
  if (!parser.parse(argc, argv)) return ExitStatus::success;

  SelectedRuns selected = select_runs(selection);
  print_warnings(selected.warnings);
  const bool any_readable = selected.any_readable();
  const RunTable table = make_run_table(std::move(selected.runs));
  const std::string text = format == "csv"    ? format_csv(table)
                           : format == "json" ? format_json(table)
                                              : format_text(table);
  fmt::print("{}", text);
  if (const auto note = selected.earlier_trials_note()) {
    format == "table" ? fmt::print("{}\n", *note) : log_stderr(*note + '\n');
  }
  return any_readable || table.rows.empty() ? ExitStatus::success : ExitStatus::bad_input;
}

}  // namespace runner
