// A sweep's config in a folder of its own, run by the real program.
#pragma once

#include <algorithm>

#include <nlohmann/json.hpp>

#include "cli/runs.hpp"

namespace runner::test {

namespace fs = std::filesystem;

inline constexpr const char* two_by_two =
    "name: s\n"
    "dataset: digits\n"
    "iterations: 3\n"
    "validation_size: 500\n"
    "sweep:\n"
    "  parameters:\n"
    "    network.activation: [relu, tanh]\n"
    "    optimizer.alpha: [0.1, 0.3]\n";

// A config file in a folder of its own, and the sweep's folders beside it.
class SweepRun {
 public:
  explicit SweepRun(const std::string& config) { write_file(folder_ / "s.yaml", config); }

  ProcessResult run(std::vector<std::string> arguments = {}) const {
    return program({"s.yaml"}, std::move(arguments));
  }
  ProcessResult check() const { return program({"check", "s.yaml"}, {}); }
  ProcessResult shell(const std::string& script) const {
    ProcessOptions options;
    options.working_folder = folder_.path();
    return run_process({"sh", "-c", script}, options);
  }
  // Runs the sweep, and has the shell do `then` when a trial trains; the sweep's PID is $!.
  ProcessResult interfere(const std::string& then) const {
    return shell(std::string(RUNNER_BINARY) +
                 " s.yaml & until grep -q iteration experiments/s/*/log.txt; do sleep 0.05; done "
                 "2>/dev/null; " +
                 then);
  }
  ProcessResult program(std::vector<std::string> first, std::vector<std::string> rest) const {
    first.insert(first.end(), rest.begin(), rest.end());
    ProcessOptions options;
    options.working_folder = folder_.path();
    return run_program(first, options);
  }

  // The trials' folders, sorted.
  std::vector<fs::path> trials() const {
    std::vector<fs::path> found;
    for (const auto& item : fs::directory_iterator(folder_ / "experiments/s")) {
      if (item.is_directory()) found.push_back(item.path());
    }
    std::sort(found.begin(), found.end());
    return found;
  }
  fs::path path(const std::string& name) const { return folder_ / name; }

 private:
  TemporaryFolder folder_;
};

inline nlohmann::json manifest_of(const fs::path& trial) {
  return nlohmann::json::parse(read_file(trial / "run.json"));
}

// Makes a trial look as if its process had ended in that state.
inline void set_status(const fs::path& trial, const std::string& status) {
  auto manifest = manifest_of(trial);
  manifest["status"] = status;
  manifest["stop_code"] = nullptr;
  manifest["stop_reason"] = nullptr;
  manifest["process"]["start_time"] = 1;
  write_file(trial / "run.json", manifest.dump());
}

inline std::string last_line(std::string text) {
  while (text.ends_with('\n')) text.pop_back();
  return text.substr(text.rfind('\n') + 1);
}

}  // namespace runner::test
