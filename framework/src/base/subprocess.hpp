#pragma once

#include <optional>
#include <string>
#include <vector>

namespace runner {

enum class ProgramErrors { shown, hidden };  // the program's standard error

struct ProgramResult {
  int status = 0;      // exit status, or 128 + the number of the signal that ended the program
  std::string output;  // standard output
};

// Runs a program found on PATH, with an empty standard input, and waits until it has ended.
// Returns nothing if there is no such program.
// Throws: Error (system) if the program cannot be started for another reason.
std::optional<ProgramResult> run_program(const std::vector<std::string>& words,
                                         ProgramErrors errors);

}  // namespace runner
