#pragma once

#include <optional>
#include <string>
#include <vector>

namespace runner {

enum class ProgramErrors { shown, hidden };  // what it writes to standard error

struct ProgramResult {
  int status = 0;      // exit status; 128 and its number after a signal
  std::string output;  // standard output
};

// Runs a program found on PATH and waits for it. Its standard input is empty. Nothing comes back
// when there is no such program. Throws std::runtime_error when it cannot be started for another
// reason.
std::optional<ProgramResult> run_program(const std::vector<std::string>& words,
                                         ProgramErrors errors);

}  // namespace runner
