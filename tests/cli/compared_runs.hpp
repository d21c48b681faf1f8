// Run folders for the tests of `runner compare`, written without the program.
#pragma once

#include <fmt/format.h>

#include "cli/runs.hpp"
#include "support/run_folders.hpp"

namespace runner::test {

// experiments/s with runs of an activation and a seed each.
class ComparedRuns {
 public:
  // A finished run. An accuracy stands for its loss, too, which is 1 - accuracy.
  nlohmann::ordered_json manifest(int seed, double validation_accuracy) const {
    auto json = finished_run("s");
    json["seed"] = seed;
    json["result"]["validation_accuracy"] = validation_accuracy;
    json["result"]["validation_loss"] = 1 - validation_accuracy;
    return json;
  }

  std::filesystem::path add(const std::string& activation, int seed, double validation_accuracy) {
    return add(activation, seed, manifest(seed, validation_accuracy));
  }

  std::filesystem::path add(const std::string& activation, int seed,
                            const nlohmann::ordered_json& json) {
    const auto folder = experiments() / "s" / fmt::format("20250101T000000Z-{:06x}", count_++);
    write_run(folder, json,
              fmt::format("name: s\nseed: {}\nnetwork:\n  activation: {{plugin: {}}}\n"
                          "optimizer: {{plugin: gradient_descent, alpha: 0.1}}\n"
                          "iterations: 1000\n",
                          seed, activation));
    return folder;
  }

  // Seeds 0, 1, ... with these accuracies.
  void add_seeds(const std::string& activation, const std::vector<double>& accuracies) {
    for (std::size_t i = 0; i < accuracies.size(); ++i) {
      add(activation, static_cast<int>(i), accuracies[i]);
    }
  }

  ProcessResult compare(std::vector<std::string> arguments, const std::string& columns = "") const {
    arguments.insert(arguments.begin(), {"compare", "s"});
    ProcessOptions options;
    options.working_folder = folder_.path();
    if (!columns.empty()) options.environment["COLUMNS"] = columns;
    return run_program(arguments, options);
  }

  std::filesystem::path experiments() const { return folder_ / "experiments"; }

 private:
  TemporaryFolder folder_;
  int count_ = 1;
};

}  // namespace runner::test
