// Runs with learning curves, written without the program.
#pragma once

#include <filesystem>
#include <string>

#include <fmt/format.h>

#include "support/run_folders.hpp"

namespace runner::test {

inline constexpr const char* metrics_columns =
    "iteration,epoch,train_loss,train_accuracy,validation_loss,validation_accuracy,test_loss,"
    "test_accuracy,seconds\n";

// A row without validation examples, whose accuracies are all 0.5.
inline std::string metrics_row(std::uint64_t iteration, const std::string& train_loss,
                               double seconds = 0) {
  return fmt::format("{0},{0},{1},0.5,,,1,0.5,{2}\n", iteration, train_loss, seconds);
}

struct PlottedRun {
  std::string name = "baseline";
  std::string activation = "relu";
  std::uint64_t seed = 0;
  std::string status = "finished";
  std::string rows = {};  // of metrics.csv, below its header
};

// Writes run.json, config.yaml and metrics.csv. The result of a finished run is at iteration 1000,
// with the train loss `result`.
inline void write_plotted_run(const std::filesystem::path& folder, const PlottedRun& run,
                              double result = 0.25) {
  auto manifest = finished_run(run.name);
  manifest["status"] = run.status;
  manifest["seed"] = run.seed;
  manifest["result"]["train_loss"] = result;
  if (run.status != "finished") manifest["result"] = nullptr;
  nlohmann::ordered_json config;  // as YAML's flow style, which can hold any name
  config["name"] = run.name;
  config["seed"] = run.seed;
  config["dataset"] = {{"plugin", "digits"}};
  config["network"] = {{"hidden_units", 10}, {"activation", {{"plugin", run.activation}}}};
  config["iterations"] = 1000;
  write_run(folder, manifest, config.dump() + '\n');
  write_file(folder / "metrics.csv", metrics_columns + run.rows);
}

}  // namespace runner::test
