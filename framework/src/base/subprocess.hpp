#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace runner {

enum class ProgramErrors { shown, hidden };  // the program's standard error

struct ProgramResult {
  int status = 0;      // exit status, or 128 + the number of the signal that ended the program
  std::string output;  // standard output
};

// Runs a program found on PATH, with an empty standard input, and waits until it has ended. Its
// working folder is `folder`, if given.
// Returns nothing if there is no such program.
// Throws: Error (system) if the program cannot be started for another reason.
// Requires: the folder exists.
std::optional<ProgramResult> run_program(const std::vector<std::string>& words,
                                         ProgramErrors errors,
                                         const std::filesystem::path& folder = {});

// Runs a program found on PATH with `input` as its standard input, of which it need not read all,
// and waits until it has ended. Its outputs are this process's. `variables` are added to its
// environment, unless they are set. Meanwhile the terminal's keys for SIGINT and SIGQUIT are for
// the program alone.
// Returns its exit status, as in ProgramResult; nothing if there is no such program.
// Throws: Error (system) if the program cannot be started for another reason.
// Requires: SIGPIPE is ignored.
std::optional<int> feed_program(
    const std::vector<std::string>& words, std::string_view input,
    const std::vector<std::pair<std::string, std::string>>& variables = {});

}  // namespace runner
