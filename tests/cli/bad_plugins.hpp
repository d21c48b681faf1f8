// Running an experiment with plugins that should not be used.
#pragma once

#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

#include <runner/abi.hpp>

#include "cli/runs.hpp"
#include "support/catch.hpp"

namespace runner::test {

inline const std::string baseline = std::string(RUNNER_SOURCE_DIR) + "/configs/baseline.yaml";

inline std::string bad_plugin_file(const std::string& name) {
  return std::string(RUNNER_BAD_PLUGINS) + "/" + name + ".so";
}

// A plugin that works: leaky_relu.
inline std::string good_plugin_bytes() {
  return read_file(std::string(RUNNER_TEST_PLUGINS) + "/leaky_relu.so");
}

// `bytes` with the plugin's record changed by `change`.
template <typename Change>
std::string with_record(std::string bytes, Change change) {
  const std::size_t position = bytes.find(abi::magic);
  abi::PluginRecord record;
  std::memcpy(static_cast<void*>(&record), bytes.data() + position, sizeof record);
  change(record);
  std::memcpy(bytes.data() + position, &record, sizeof record);
  return bytes;
}

// `bytes` with `part` replaced by a text of the same length.
inline std::string with_replaced(std::string bytes, const std::string& part,
                                 const std::string& replacement) {
  const std::size_t position = bytes.find(part);
  REQUIRE(position != std::string::npos);
  return bytes.replace(position, part.size(), replacement);
}

// Runs the baseline with these arguments and plugins of `folder`, in a folder of its own, where
// nothing may be left.
inline ProcessResult run_and_leave_nothing(std::vector<std::string> arguments,
                                           const std::string& folder, ProcessOptions options = {}) {
  const TemporaryFolder here;
  options.working_folder = here.path();
  arguments.insert(arguments.begin(), baseline);
  arguments.insert(arguments.end(), {"--plugin-path", folder});
  auto result = run_program(arguments, options);
  CHECK(result.out == "");
  CHECK(std::filesystem::is_empty(here.path()));
  return result;
}

// The activation `name` of `folder` is refused with `sentence`, at the place that names it.
inline void check_refused(const std::string& name, const std::string& sentence,
                          const std::string& folder = RUNNER_BAD_PLUGINS,
                          const ProcessOptions& options = {}) {
  CAPTURE(name);
  const std::string override = "network.activation=" + name;
  const auto result = run_and_leave_nothing({override}, folder, options);
  CHECK(result.err == "command line, " + override + ":20: " + sentence + "\n");
  CHECK(result.status == 2);
}

// The same for a file with these bytes; `why` is the part of the sentence after "cannot be used".
inline void check_bytes_refused(const std::string& bytes, const std::string& why) {
  const TemporaryFolder folder;
  write_file(folder / "patched.so", bytes);
  check_refused("patched",
                (folder / "patched.so").string() + ": this plugin cannot be used: " + why,
                folder.path().string());
}

}  // namespace runner::test
