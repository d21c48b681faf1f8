// Running code in a terminal in tests.
#pragma once

#include <chrono>
#include <functional>
#include <string>

namespace runner::test {

struct TerminalOptions {
  unsigned short rows = 24;
  unsigned short columns = 80;
  // What is typed as soon as the output contains `typed_after`.
  std::string typed;
  std::string typed_after;
  std::chrono::milliseconds time_limit = std::chrono::minutes(1);
};

struct TerminalResult {
  int status = -1;  // exit status, or -1 after a signal, such as SIGKILL at the time limit
  std::string out;  // what the terminal received, with '\n' for the ends of lines
};

// Forks a process whose controlling terminal and standard streams are a new terminal, calls `child`
// there, and exits with the status that it returns, or 99 if it throws. `child` may call exec().
// Waits until all processes that hold the terminal have ended.
// Throws: std::runtime_error if no terminal can be opened.
TerminalResult run_in_terminal(const std::function<int()>& child,
                               const TerminalOptions& options = {});

}  // namespace runner::test
