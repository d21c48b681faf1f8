// Real runs for the command line tests, made by the program itself on the digits that come with it.
#pragma once

#include <string>
#include <vector>

#include "support/process.hpp"
#include "support/temporary_folder.hpp"

namespace runner::test {

// Runs the program with these arguments; colours and messages do not depend on who runs the tests.
inline ProcessResult run_program(std::vector<std::string> arguments, ProcessOptions options = {}) {
  arguments.insert(arguments.begin(), RUNNER_BINARY);
  for (const char* name : {"NO_COLOR", "RUNNER_PLUGIN_PATH", "COLUMNS", "LINES", "PAGER"}) {
    options.environment.emplace(name, std::nullopt);
  }
  return run_process(arguments, options);
}

// Trains configs/<name>.yaml for five updates below `output` and returns the run's folder.
inline std::string train(const std::string& name, const std::filesystem::path& output,
                         std::vector<std::string> overrides = {}) {
  std::vector<std::string> arguments = {
      std::string(RUNNER_SOURCE_DIR) + "/configs/" + name + ".yaml", "iterations=5", "--output",
      output.string()};
  arguments.insert(arguments.end(), overrides.begin(), overrides.end());
  const ProcessResult result = run_program(arguments);
  if (result.status != 0) throw std::runtime_error("the run failed: " + result.err);
  std::string out = result.out;
  while (out.ends_with('\n')) out.pop_back();
  return out.substr(out.rfind('\n') + 1);
}

}  // namespace runner::test
