// Run folders, written without the program.
#pragma once

#include <filesystem>
#include <string>

#include <nlohmann/json.hpp>

#include "support/temporary_folder.hpp"

namespace runner::test {

// The run.json of a finished run, for tests to change.
inline nlohmann::ordered_json finished_run(const std::string& name) {
  return {{"format", 1},
          {"name", name},
          {"status", "finished"},
          {"stop_reason", nullptr},
          {"started", "2025-01-02T03:04:05Z"},
          {"ended", "2025-01-02T03:05:05Z"},
          {"process", {{"host", "h"}, {"boot_id", "b"}, {"pid", 1}, {"start_time", 2}}},
          {"result",
           {{"iteration", 1000},
            {"epoch", 1000},
            {"train_loss", 0.25},
            {"train_accuracy", 0.9375},
            {"validation_loss", nullptr},
            {"validation_accuracy", nullptr},
            {"test_loss", 0.5},
            {"test_accuracy", 0.875},
            {"seconds", 1.5}}},
          {"seed", 42},
          {"data",
           {{"sha256", "aaaa1111"},
            {"split_sha256", "bbbb2222"},
            {"shape", {{"rows", 2}, {"columns", 3}, {"channels", 1}}},
            {"scale", 255.0},
            {"classes", {"zero", "one"}}}},
          {"network", {{"inputs", 6}, {"hidden_units", 10}, {"classes", 2}}}};
}

inline constexpr const char* relu_config =
    "name: baseline\n"
    "seed: 42\n"
    "dataset: {plugin: digits}\n"
    "network:\n"
    "  hidden_units: 10\n"
    "  activation: {plugin: relu}\n"
    "optimizer: {plugin: gradient_descent, alpha: 0.1}\n";

inline constexpr const char* sigmoid_config =
    "name: sigmoid\n"
    "seed: 42\n"
    "dataset: {plugin: digits}\n"
    "network:\n"
    "  hidden_units: 10\n"
    "  activation: {plugin: sigmoid, slope: 0.5}\n"
    "optimizer: {plugin: gradient_descent, alpha: 0.1}\n";

inline void write_run(const std::filesystem::path& folder, const nlohmann::ordered_json& manifest,
                      const std::string& config = relu_config) {
  write_file(folder / "run.json", manifest.dump(2));
  write_file(folder / "config.yaml", config);
}

}  // namespace runner::test
