// Running programs in tests.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace runner::test {

struct ProcessOptions {
  std::map<std::string, std::optional<std::string>> environment;  // changes; nothing unsets
  std::filesystem::path working_folder;                           // empty: this process's
  std::chrono::milliseconds time_limit = std::chrono::minutes(2);
};

struct ProcessResult {
  int status = -1;  // exit status, or -1 after a signal
  int signal = 0;   // that ended it, or 0; SIGKILL when the time limit did
  bool timed_out = false;
  std::string out;
  std::string err;
};

// Runs arguments[0] (looked for in PATH) with its arguments and an empty standard input, and waits
// for it and for all who hold its output. Throws std::runtime_error when it cannot be started.
ProcessResult run_process(const std::vector<std::string>& arguments,
                          const ProcessOptions& options = {});

}  // namespace runner::test
