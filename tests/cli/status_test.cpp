// `runner status`: what the folders of a sweep's trials say.
#include <fmt/format.h>

#include "base/process_identity.hpp"
#include "cli/sweep_runs.hpp"
#include "support/catch.hpp"
#include "support/run_files.hpp"

namespace runner::test {
namespace {

const std::string halving_of_nine =
    "name: s\n"
    "dataset: digits\n"
    "iterations: 9\n"
    "report_every: 1\n"
    "batch_size: 50\n"
    "validation_size: 500\n"
    "sweep: {strategy: halving, min_iterations: 1, parameters: {seed: {range: [0, 9]}}}\n";

// Standard output; standard error has these lines.
std::string status_of(const SweepRun& sweep, const std::string& warnings = "") {
  const auto result = sweep.program({"status", "experiments/s"}, {});
  CHECK(result.status == 0);
  CHECK(result.err == warnings);
  return result.out;
}

void change(const fs::path& trial, const std::string& place, const nlohmann::json& value) {
  auto manifest = manifest_of(trial);
  manifest[nlohmann::json::json_pointer(place)] = value;
  write_file(trial / "run.json", manifest.dump());
}

void set_failed(const fs::path& trial, const std::string& status, const std::string& reason) {
  change(trial, "/status", status);
  change(trial, "/stop_code", "error");
  change(trial, "/stop_reason", reason);
}

// A line for each trial's run.json, in the order of the plan.
std::string warnings_in_order(const SweepRun& sweep,
                              const std::map<fs::path, std::string>& reasons) {
  std::string lines;
  const auto plan = read_json(sweep.path("experiments/s/sweep.json"));
  for (const auto& trial : plan.at("trials")) {
    const std::string id = trial.at("id");
    const auto found = reasons.find(sweep.path("experiments/s/" + id));
    if (found == reasons.end()) continue;
    lines += fmt::format("warning: experiments/s/{}/run.json: {}\n", id, found->second);
  }
  return lines;
}

// A trial's line, with the seed that config.yaml has.
std::string line_of(const std::string& state, const fs::path& trial, const std::string& rest = "") {
  const std::string config = read_file(trial / "config.yaml");
  const auto at = config.find("\nseed: ") + 7;
  return fmt::format("{:<10} {}  seed={}{}\n", state, trial.filename().string(),
                     config.substr(at, config.find('\n', at) - at), rest);
}

}  // namespace

TEST_CASE("status counts the trials by their state and shows the best", "[sweep]") {
  const SweepRun sweep(halving_of_nine);
  REQUIRE(sweep.run().status == 0);
  std::vector<fs::path> pruned;
  fs::path finished;
  for (const auto& trial : sweep.trials()) {
    (manifest_of(trial)["status"] == "finished" ? finished : pruned.emplace_back()) = trial;
  }
  REQUIRE(pruned.size() == 8);
  const std::string best =
      line_of("best", finished,
              fmt::format("  validation_accuracy {:.4f}",
                          manifest_of(finished)["result"]["validation_accuracy"].get<double>()));
  CHECK(status_of(sweep) == "s: 9 trials: 1 finished, 8 pruned\n" + best);

  change(pruned[0], "/status", "interrupted");
  change(pruned[0], "/stop_code", "signal");
  set_status(pruned[1], "running");
  set_status(pruned[2], "running");
  change(pruned[2], "/process/pid", this_process().pid);
  change(pruned[2], "/process/start_time", this_process().start_time);
  fs::remove_all(pruned[4]);
  set_failed(pruned[5], "failed", "a plugin threw.");
  change(pruned[6], "/stop_code", "rung");
  fs::remove(pruned[7] / "run.json");
  fs::create_directory(pruned[7] / "run.json");
  write_file(pruned[3] / "run.json", "{}");
  CHECK(status_of(sweep, warnings_in_order(
                             sweep, {{pruned[3], "the file is damaged: format is missing."},
                                     {pruned[7], "the file cannot be read: Is a directory."}})) ==
        "s: 9 trials: 1 finished, 1 running, 1 paused, 1 interrupted, 1 killed, 1 waiting, 1 "
        "failed, 2 unreadable\n" +
            line_of("running", pruned[2]) + line_of("failed", pruned[5], "  a plugin threw.") +
            best);
}

TEST_CASE("status shows diverged trials among the failed, with the reason", "[sweep]") {
  const SweepRun sweep(
      "name: s\ndataset: digits\niterations: 5\n"
      "sweep: {parameters: {seed: [3], optimizer.alpha: [1e300]}}\n");
  REQUIRE(sweep.run().status == 1);
  const std::string id = sweep.trials().front().filename().string();
  const std::string output = status_of(sweep);
  CHECK_THAT(output,
             contains(": 1 diverged\nfailed     " + id +
                      "  seed=3 optimizer.alpha=1e300  the training loss or its gradient is "
                      "not finite "));
  CHECK_THAT(output, !contains("best"));
}

TEST_CASE("status shows twenty failed trials, and how many more there are", "[sweep]") {
  const SweepRun sweep(
      "name: s\ndataset: synthetic\niterations: 0\n"
      "sweep: {parameters: {seed: {range: [0, 23]}}}\n");
  REQUIRE(sweep.run({"--jobs", "2"}).status == 0);
  std::size_t failed = 0;
  for (const auto& trial : sweep.trials()) {
    if (failed++ < 22) set_failed(trial, "failed", "a plugin threw.");
    if (failed == 20) CHECK_THAT(status_of(sweep), !contains("more\n"));
  }
  const std::string output = status_of(sweep);
  CHECK_THAT(output, contains("s: 23 trials: 1 finished, 22 failed\n"));
  CHECK_THAT(output, contains("\nfailed     and 2 more\nbest       "));
  CHECK(std::ranges::count(output, '\n') == 1 + 20 + 1 + 1);
}

TEST_CASE("status of a plan of which nothing was run has only waiting trials", "[sweep]") {
  const SweepRun sweep(two_by_two);
  REQUIRE(sweep.run().status == 0);
  for (const auto& trial : sweep.trials()) fs::remove_all(trial);
  CHECK(status_of(sweep) == "s: 4 trials: 4 waiting\n");
}

}  // namespace runner::test
