// Successive halving by the real program: which trials are promoted, from where they resume, and
// with which results.
#include <set>

#include <fmt/format.h>

#include "cli/sweep_runs.hpp"
#include "support/catch.hpp"
#include "support/run_files.hpp"

namespace runner::test::halving_test {
namespace {

using Names = std::set<std::string>;

const std::string nine_trials =
    "name: s\n"
    "dataset: digits\n"
    "iterations: 90\n"
    "report_every: 10\n"
    "batch_size: 50\n"
    "validation_size: 500\n"
    "sweep:\n"
    "  strategy: halving\n"
    "  min_iterations: 10\n"
    "  eta: 3\n"
    "  parameters:\n"
    "    network.activation: [relu, sigmoid, tanh]\n"
    "    optimizer.alpha: [0.03, 0.1, 0.3]\n";

std::string changed(std::string config, const std::string& from, const std::string& to) {
  return config.replace(config.find(from), from.size(), to);  // throws where it is not found
}

std::uint64_t last_iteration(const fs::path& trial) {
  return std::stoull(read_csv(trial / "metrics.csv").back().at("iteration"));
}

// The trials whose metrics reach `iteration`.
Names that_reached(const SweepRun& sweep, std::uint64_t iteration) {
  Names names;
  for (const auto& trial : sweep.trials()) {
    if (last_iteration(trial) >= iteration) names.insert(trial.filename().string());
  }
  return names;
}

// The `count` of these trials with the best values in the row of that iteration.
Names best_of(const SweepRun& sweep, const Names& among, std::uint64_t iteration,
              const std::string& column, std::size_t count) {
  std::vector<std::pair<double, std::string>> ranked;
  for (const auto& name : among) {
    for (const auto& row : read_csv(sweep.path("experiments/s/" + name) / "metrics.csv")) {
      if (row.at("iteration") != std::to_string(iteration)) continue;
      const double value = std::stod(row.at(column));
      ranked.emplace_back(column.ends_with("loss") ? value : -value, name);
    }
  }
  std::sort(ranked.begin(), ranked.end());
  Names best;
  for (std::size_t i = 0; i < count; ++i) best.insert(ranked.at(i).second);
  return best;
}

fs::path trial_that_finished(const SweepRun& sweep) {
  std::vector<fs::path> finished;
  for (const auto& trial : sweep.trials()) {
    if (manifest_of(trial)["status"] == "finished") finished.push_back(trial);
  }
  REQUIRE(finished.size() == 1);
  return finished.front();
}

// nine_trials when it has run, for tests that change nothing in it.
struct Complete {
  SweepRun sweep{nine_trials};
  ProcessResult result = sweep.run({"--jobs", "2"});
};

const Complete& complete() {
  static const Complete run;
  return run;
}

// Sends the sweep SIGTERM as soon as a trial's log says so.
ProcessResult stop_when(const SweepRun& sweep, const std::string& logged) {
  return sweep.shell(
      fmt::format("{} s.yaml & until grep -qs '{}' experiments/s/*/log.txt; do kill "
                  "-0 $! || exit 9; sleep 0.01; done; kill -TERM $!; wait $!",
                  RUNNER_BINARY, logged));
}

void check_best_promoted(const SweepRun& sweep, const ProcessResult& result,
                         const std::string& metric) {
  INFO(result.err);
  CHECK(result.status == 0);
  CHECK(result.out == "experiments/s\n");
  const Names all = that_reached(sweep, 10);
  CHECK(all.size() == 9);
  const Names three = best_of(sweep, all, 10, metric, 3);
  CHECK(that_reached(sweep, 20) == three);
  CHECK(that_reached(sweep, 30) == three);
  const Names one = best_of(sweep, three, 30, metric, 1);
  CHECK(that_reached(sweep, 40) == one);
  CHECK(that_reached(sweep, 90) == one);
  CHECK(Names{trial_that_finished(sweep).filename().string()} == one);
  CHECK_THAT(last_line(result.err),
             contains("sweep: 1 finished, 8 pruned, 0 failed, 0 left; best " + metric) &&
                 contains(*one.begin()));
}

}  // namespace

TEST_CASE("the third with the highest accuracy is promoted at each rung", "[halving]") {
  check_best_promoted(complete().sweep, complete().result, "validation_accuracy");
}

TEST_CASE("the third with the lowest loss is promoted if that is the objective", "[halving]") {
  const SweepRun sweep(nine_trials + "  objective: validation_loss\n");
  check_best_promoted(sweep, sweep.run(), "validation_loss");
}

TEST_CASE("the rungs are announced with how many trials they are for", "[halving]") {
  const std::string& output = complete().result.err;
  const auto first = output.find("\nto iteration 10: 9 trials\n");
  const auto second = output.find("\nto iteration 30: 3 trials\n");
  const auto third = output.find("\nto iteration 90: 1 trial\n");
  INFO(output);
  CHECK(first < second);
  CHECK(second < third);
  CHECK(third != std::string::npos);
}

TEST_CASE("check prints the rungs below the end", "[halving]") {
  CHECK_THAT(last_line(complete().sweep.check().out),
             contains("9 trials of s, compared after 10, 30 iterations; about "));
}

TEST_CASE("promoted trials resume from their checkpoints, the others are pruned", "[halving]") {
  for (const auto& trial : complete().sweep.trials()) {
    CAPTURE(trial);
    const std::string log = read_file(trial / "log.txt");
    CHECK_THAT(log, contains("paused after 10 of 90 iterations.\n"));
    const bool promoted = last_iteration(trial) > 10;
    CHECK((log.find("resumed after 10 of 90 iterations\n") != std::string::npos) == promoted);
    const bool finished = manifest_of(trial)["status"] == "finished";
    CHECK(fs::exists(trial / "checkpoint.npz") == !finished);
    if (finished) continue;
    CHECK(manifest_of(trial)["status"] == "paused");
    CHECK(manifest_of(trial)["stop_code"] == "pruned");
    CHECK(manifest_of(trial)["stop_reason"] ==
          fmt::format("pruned at iteration {}: other trials were better.", promoted ? 30 : 10));
  }
  CHECK_THAT(read_file(trial_that_finished(complete().sweep) / "log.txt"),
             contains("resumed after 30 of 90 iterations\n"));
}

TEST_CASE("the finished trial's results are those of a plain run of its config", "[halving]") {
  const SweepRun& sweep = complete().sweep;
  const fs::path trial = trial_that_finished(sweep);
  const auto plain = sweep.program({(trial / "config.yaml").string()}, {"--output", "alone"});
  REQUIRE(plain.status == 0);
  check_same_results(trial, sweep.path(last_line(plain.out)));
}

TEST_CASE("a halving sweep that is complete runs nothing", "[halving]") {
  const SweepRun& sweep = complete().sweep;
  std::vector<std::string> before;
  for (const auto& trial : sweep.trials()) before.push_back(read_file(trial / "run.json"));
  const auto again = sweep.run();
  CHECK(again.status == 0);
  CHECK_THAT(again.err, contains("s: 9 trials, 1 finished before; ") && !contains("to iteration"));
  CHECK_THAT(last_line(again.err), contains("sweep: 1 finished, 8 pruned, 0 failed"));
  std::vector<std::string> after;
  for (const auto& trial : sweep.trials()) after.push_back(read_file(trial / "run.json"));
  CHECK(after == before);
}

TEST_CASE("an interrupted halving sweep ends as an undisturbed one does", "[halving]") {
  const std::string longer = changed(nine_trials, "iterations: 90", "iterations: 1000");
  const SweepRun undisturbed(longer);
  REQUIRE(undisturbed.run().status == 0);
  const SweepRun sweep(longer);
  for (const char* moment : {"paused after 10 of", "resumed after 270 of"}) {
    CAPTURE(moment);
    CHECK(stop_when(sweep, moment).status == 130);
  }
  CHECK(sweep.run().status == 0);
  REQUIRE(sweep.trials().size() == 9);
  for (const auto& trial : sweep.trials()) {
    CAPTURE(trial);
    check_same_results(trial, undisturbed.path("experiments/s/" + trial.filename().string()));
  }
}

TEST_CASE("a pruned trial can be resumed by hand, and its sweep counts it then", "[halving]") {
  const SweepRun sweep(nine_trials);
  REQUIRE(sweep.run().status == 0);
  const std::string finished = trial_that_finished(sweep).filename().string();
  for (const auto& trial : sweep.trials()) {
    if (trial.filename() == finished) continue;
    REQUIRE(sweep.program({"resume", trial.string()}, {}).status == 0);
    CHECK(manifest_of(trial)["status"] == "finished");
    break;
  }
  CHECK_THAT(last_line(sweep.run().err),
             contains("sweep: 2 finished, 7 pruned, 0 failed, 0 left; "));
}

TEST_CASE("a pruned trial is promoted by a sweep that compares differently", "[halving]") {
  const SweepRun sweep(nine_trials);
  REQUIRE(sweep.run().status == 0);
  const Names three = that_reached(sweep, 30);
  write_file(sweep.path("s.yaml"), changed(nine_trials, "eta: 3", "eta: 2"));
  const auto result = sweep.run();
  INFO(result.err);
  CHECK(result.status == 0);
  CHECK_THAT(last_line(result.err), contains("sweep: 1 finished, 8 pruned, 0 failed, 0 left; "));
  CHECK(that_reached(sweep, 20).size() >= 4);
  for (const auto& trial : sweep.trials()) {
    CHECK(read_file(trial / "log.txt").find("starts again") == std::string::npos);
  }
}

const std::string relu_only = changed(nine_trials, "[relu, sigmoid, tanh]", "[relu]");

TEST_CASE("trials that diverge are never promoted, even if fewer are then", "[halving]") {
  const SweepRun sweep(
      changed(relu_only, "[0.03, 0.1, 0.3]", "[1e300, 2e300, 3e300, 4e300, 5e300, 0.1]"));
  const auto result = sweep.run();
  INFO(result.err);
  CHECK(result.status == 1);
  CHECK_THAT(result.err, contains("\nto iteration 30: 1 trial\n"));
  CHECK_THAT(last_line(result.err), contains("sweep: 1 finished, 5 failed, 0 left; best ") &&
                                        contains("optimizer.alpha=0.1"));
}

TEST_CASE("a halving sweep whose trials all diverge ends with status 1", "[halving]") {
  const SweepRun sweep(changed(relu_only, "[0.03, 0.1, 0.3]", "[1e300, 2e300]"));
  const auto result = sweep.run();
  CHECK(result.status == 1);
  CHECK(last_line(result.err) == "sweep: 0 finished, 2 failed, 0 left");
}

TEST_CASE("a trial that fails after a rung does not change who was promoted there", "[halving]") {
  const SweepRun sweep(nine_trials);
  REQUIRE(sweep.run().status == 0);
  const Names three = that_reached(sweep, 30);
  const std::string finished = trial_that_finished(sweep).filename().string();
  for (const auto& name : three) {
    if (name != finished) set_status(sweep.path("experiments/s/" + name), "failed");
  }
  const auto again = sweep.run();
  INFO(again.err);
  CHECK(again.status == 1);
  CHECK(that_reached(sweep, 20) == three);
}

// alpha 3 is stopped after 20 iterations, where its accuracy is below that of the others at 30.
TEST_CASE("a trial that stopped early is compared by its best row", "[halving]") {
  const SweepRun sweep(changed(changed(relu_only, "[0.03, 0.1, 0.3]", "[0.001, 0.002, 3]"),
                               "min_iterations: 10", "min_iterations: 30") +
                       "early_stopping: {metric: validation_loss, patience: 1}\n");
  const auto result = sweep.run();
  INFO(result.err);
  CHECK(result.status == 0);
  CHECK_THAT(last_line(result.err),
             contains("sweep: 1 finished, 2 pruned, 0 failed, 0 left; best ") &&
                 contains("optimizer.alpha=3"));
  const fs::path stopped = trial_that_finished(sweep);
  CHECK_THAT(manifest_of(stopped)["stop_reason"].get<std::string>(),
             contains("stopped early after 20 of 90 iterations"));
  CHECK(that_reached(sweep, 30).size() == 2);
  CHECK(that_reached(sweep, 40).empty());
}

}  // namespace runner::test::halving_test
