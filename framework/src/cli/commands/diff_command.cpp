#include <fmt/format.h>

#include "cli/arguments/argument_parser.hpp"
#include "cli/commands/commands.hpp"
#include "cli/terminal/pager.hpp"
#include "cli/terminal/screen_size.hpp"
#include "compare/run_diff_formats.hpp"

namespace runner {

ExitStatus diff_command(int argc, char** argv) {
  ArgumentParser parser("runner diff",
                        "Says how two runs differ: in their configs, in data, plugins, program and "
                        "machine,\nand from which iteration on in their metrics.");
  std::string first;
  std::string second;
  std::string format = "text";
  parser.add_positional("RUN", first, "A run's folder");
  parser.add_positional("OTHER_RUN", second, "Another one's");
  parser.add_option("--format FORMAT", format, "text or json");
  parser.allow_only("--format", {"text", "json"});
  if (!parser.parse(argc, argv)) return ExitStatus::success;

  const RunDiff diff = diff_runs(read_run(first), read_run(second));
  if (format == "json") {
    fmt::print("{}", diff_json(diff));
  } else {
    print_paged(diff_text(diff, screen_width()));
  }
  return ExitStatus::success;
}

}  // namespace runner
