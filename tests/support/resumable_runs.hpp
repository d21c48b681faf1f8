// Small runs that are stopped at an iteration and resumed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "config/yaml_reader.hpp"
#include "execution/run_experiment.hpp"
#include "support/plugin_fixture.hpp"
#include "support/temporary_folder.hpp"

namespace runner::test::resumable_runs {

namespace fs = std::filesystem;

// Shows nothing, and asks for a stop after so many iterations.
class StopsAfter final : public RunDisplay {
 public:
  explicit StopsAfter(std::uint64_t iteration) : iteration_(iteration) {}
  void line(std::string_view) override {}
  void progress(std::uint64_t iteration, std::uint64_t, double) override { reached_ = iteration; }
  bool stop_requested() override { return reached_ >= iteration_; }

 private:
  std::uint64_t iteration_;
  std::uint64_t reached_ = 0;
};

inline constexpr std::uint64_t never = ~std::uint64_t{0};

inline RunOutcome run(const std::string& config, const RunOptions& options, std::uint64_t stop) {
  Diagnostics diagnostics;
  const SourceLocation file{std::make_shared<const std::string>("x.yaml"), 1, 1};
  const auto spec = read_experiment(parse_yaml(config, file, diagnostics), "x", diagnostics);
  const Catalog catalog(std::vector<fs::path>{RUNNER_TEST_PLUGINS});
  StopsAfter display(stop);
  const Experiment experiment = bind_for_run(spec, catalog, diagnostics);
  return run_experiment(experiment, HashedData(experiment.dataset), options, display);
}

inline fs::path begin(const std::string& config, const TemporaryFolder& output,
                      std::uint64_t stop = never) {
  RunOptions options;
  options.output = output.path();
  return run(config, options, stop).folder;
}

inline RunOutcome resume(const std::string& config, const fs::path& folder,
                         std::uint64_t stop = never) {
  RunOptions options;
  options.resume = EarlierRun{folder, "2026-01-02T03:04:05Z"};
  return run(config, options, stop);
}

// 200 training examples, 50 for each of validation and test.
inline const std::string any_report =
    "dataset: {plugin: synthetic, examples: 300}\nsplit_size: 50\nvalidation_size: 50\n"
    "network: {hidden_units: 4}\niterations: 23\n";
inline const std::string small = any_report + "report_every: 4\n";

inline std::string message_of(const std::function<void()>& call) {
  try {
    call();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace runner::test::resumable_runs
