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
  std::map<std::string, std::optional<std::string>> environment;  // changes; nullopt unsets
  std::filesystem::path working_folder;                           // empty: this process's
  std::chrono::milliseconds time_limit = std::chrono::minutes(2);
};

struct ProcessResult {
  int status = -1;  // exit status, or -1 after a signal
  int signal = 0;   // the signal that ended it, or 0; SIGKILL after the time limit
  bool timed_out = false;
  std::string out;
  std::string err;
};

// Runs arguments[0] (searched in PATH) with its arguments and an empty standard input. Waits for it
// and for all processes that hold its output. The programs of a test process share a cache folder
// (XDG_CACHE_HOME) with it and nobody else.
// Throws: std::runtime_error if it cannot be started.
ProcessResult run_process(const std::vector<std::string>& arguments,
                          const ProcessOptions& options = {});

}  // namespace runner::test
