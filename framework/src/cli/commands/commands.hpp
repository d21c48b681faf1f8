// The commands. Each gets its own name as argv[0] and its arguments after it, writes its results to
// standard output, and returns the exit status. What the user gave wrong is thrown as InputError,
// which main() prints before it exits with status 2.
#pragma once

#include <span>
#include <string_view>

namespace runner {

struct Command {
  std::string_view name;
  std::string_view usage;
  std::string_view summary;
  int (*call)(int argc, char** argv);
};

// Those that are called by their names: all but run_command().
std::span<const Command> commands();

// runner CONFIG [key.path=value ...]
int run_command(int argc, char** argv);
// runner check CONFIG [key.path=value ...]
int check_command(int argc, char** argv);
// runner resume RUN : goes on with a run from its last checkpoint.
int resume_command(int argc, char** argv);
// runner work FOLDER : takes part in a sweep.
int work_command(int argc, char** argv);
// runner status FOLDER : how far a sweep is.
int status_command(int argc, char** argv);
// runner submit CONFIG --tasks N : puts a sweep on Slurm.
int submit_command(int argc, char** argv);
// runner docs plugins | schema : documentation made from the plugins.
int docs_command(int argc, char** argv);
// runner plugins list | describe | new | check
int plugins_command(int argc, char** argv);
// runner compare DIR... : runs side by side.
int compare_command(int argc, char** argv);
// runner show RUN [INDEX...] : test images with their predictions, drawn in the terminal.
int show_command(int argc, char** argv);
// runner predict RUN FILE... : classifies pictures with a run's weights.
int predict_command(int argc, char** argv);

}  // namespace runner
