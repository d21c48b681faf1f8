// The commands of the program, each in a file of its own.
// A command gets its name as argv[0] and its arguments after it, and writes its results to standard
// output.
// Returns the exit status of the program.
// Throws: Error, whose sentence main() prints and whose code it turns into the exit status.
#pragma once

#include <span>
#include <string_view>

#include "cli/exit_status.hpp"

namespace runner {

struct Command {
  std::string_view name;
  std::string_view usage;
  std::string_view summary;
  ExitStatus (*call)(int argc, char** argv);
};

// The commands that are called by name: all but run_command().
std::span<const Command> commands();

// Runs a config, as in `runner CONFIG`. argv[0] is the program's.
ExitStatus run_command(int argc, char** argv);

ExitStatus check_command(int argc, char** argv);
ExitStatus resume_command(int argc, char** argv);
ExitStatus verify_command(int argc, char** argv);
ExitStatus work_command(int argc, char** argv);
ExitStatus status_command(int argc, char** argv);
ExitStatus submit_command(int argc, char** argv);
ExitStatus compare_command(int argc, char** argv);
ExitStatus diff_command(int argc, char** argv);
ExitStatus plot_command(int argc, char** argv);
ExitStatus show_command(int argc, char** argv);
ExitStatus predict_command(int argc, char** argv);
ExitStatus plugins_command(int argc, char** argv);
ExitStatus docs_command(int argc, char** argv);

}  // namespace runner
