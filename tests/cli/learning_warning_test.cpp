// Runs that learned nothing say so, and inputs far outside [-1, 1] are warned of.
#include <algorithm>

#include <fmt/format.h>

#include "cli/runs.hpp"
#include "support/catch.hpp"
#include "support/run_files.hpp"

namespace runner::test::learning_warning_test {
namespace {

namespace fs = std::filesystem;

const std::string configs = std::string(RUNNER_SOURCE_DIR) + "/configs/";

struct Run {
  fs::path folder;
  std::string err;
  std::vector<std::string> warnings;  // of run.json
};

// Whatever a run says at its end stands once on standard error, in log.txt and in run.json.
Run run(const std::string& config, std::vector<std::string> overrides,
        const TemporaryFolder& output) {
  std::vector<std::string> arguments = {config, "--output", output.path().string()};
  arguments.insert(arguments.end(), overrides.begin(), overrides.end());
  const auto result = run_program(arguments);
  INFO(result.err);
  REQUIRE(result.status == 0);
  Run run{result.out.substr(0, result.out.size() - 1), result.err, {}};
  run.warnings = read_json(run.folder / "run.json").at("warnings").get<std::vector<std::string>>();
  CHECK(read_file(run.folder / "log.txt") == run.err);
  for (const auto& warning : run.warnings) {
    const std::string line = "warning: " + warning + "\n";
    CHECK(run.err.find(line) != std::string::npos);
    CHECK(run.err.find(line) == run.err.rfind(line));
  }
  return run;
}

Run baseline(std::vector<std::string> overrides, const TemporaryFolder& output) {
  return run(configs + "baseline.yaml", std::move(overrides), output);
}

// Two inputs of 1 and two classes by turns, which nothing can tell apart.
std::string equal_examples(const TemporaryFolder& folder, const std::string& value = "1") {
  std::string table = "label,a,b\n";
  for (int i = 0; i < 40; ++i) table += fmt::format("{},{},{}\n", i % 2, value, value);
  write_file(folder / "equal.csv", table);
  return (folder / "equal.csv").string();
}

Run train_on_equal(const std::string& more, const TemporaryFolder& folder) {
  write_file(folder / "equal.yaml",
             "dataset: {plugin: csv, file: " + equal_examples(folder) +
                 ", values: numbers, label: label}\nsplit_size: 10\niterations: 3\n" + more);
  return run(folder / "equal.yaml", {}, folder);
}

}  // namespace

TEST_CASE("a dead network is reported in one line that says what helps") {
  const TemporaryFolder output;
  const Run dead = baseline({"optimizer.alpha=1e5", "iterations=20"}, output);
  REQUIRE(dead.warnings.size() == 1);
  const auto rows = read_csv(dead.folder / "metrics.csv");
  const auto predicted = read_csv(dead.folder / "predictions.csv").front().at("predicted");
  CHECK(dead.warnings.front() ==
        fmt::format("the network seems to have learned nothing: all 1000 test examples are "
                    "predicted as class {}; the training loss rose from {:.4f} at iteration 0 to "
                    "{:.4f}; every hidden unit (10) is dead: its derivative is 0 on all training "
                    "examples. What usually helps: a smaller optimizer.alpha, `standardize: true`, "
                    "the activation leaky_relu or another initializer.",
                    predicted, std::stod(rows.front().at("train_loss")),
                    std::stod(rows.back().at("train_loss"))));
  CHECK(dead.err.ends_with("warning: " + dead.warnings.front() + "\n"));
}

TEST_CASE("all test examples in one class are reported, with the class's name") {
  const TemporaryFolder folder;
  const Run equal = train_on_equal(
      "network: {activation: identity}\noptimizer: {alpha: 0.1}\nstandardize: true\n", folder);
  REQUIRE(equal.warnings.size() == 1);
  const auto predicted = read_csv(equal.folder / "predictions.csv").front().at("predicted");
  CHECK(equal.warnings.front() ==
        "the network seems to have learned nothing: all 10 test examples are predicted as class " +
            predicted + ". What usually helps: another optimizer.alpha, more iterations.");
}

TEST_CASE("saturated hidden units are reported") {
  const TemporaryFolder folder;
  // Z1 is from 24 to 27, where sigmoid's derivative is from 2e-12 to 4e-11.
  const Run saturated = train_on_equal(
      "network: {activation: sigmoid, hidden_units: 3, initializer: {plugin: uniform, low: 8, "
      "high: 9}}\noptimizer: {alpha: 1e-9}\n",
      folder);
  REQUIRE(saturated.warnings.size() == 1);
  CHECK_THAT(saturated.warnings.front(),
             contains("; every hidden unit (3) is saturated: its derivative is below 1e-6 on all "
                      "training examples. What usually helps: a smaller optimizer.alpha, "
                      "`standardize: true`, another activation or another initializer."));
}

TEST_CASE("a run that learns, one that was not trained and an early stop are not reported") {
  const TemporaryFolder output;
  CHECK(baseline({"iterations=200"}, output).warnings.empty());
  CHECK(baseline({"iterations=0", "network.initializer=zeros"}, output).warnings.empty());
  // The loss rises from the start, so that the weights of iteration 0 are kept.
  CHECK(baseline({"optimizer.alpha=9", "network.activation=identity", "iterations=20",
                  "report_every=1", "validation_size=500", "early_stopping.patience=3"},
                 output)
            .warnings.empty());
}

TEST_CASE("a resumed run compares its loss with that of iteration 0") {
  const TemporaryFolder output;
  const std::string settings = "optimizer.alpha=1e5 iterations=1500 checkpoint_every=1";
  const auto result = run_process(
      {"bash", "-c",
       "\"$0\" \"$1\" " + settings +
           " --output \"$2\" & pid=$!; until ls \"$2\"/baseline/*/checkpoint.npz; do kill -0 $pid "
           "|| exit 1; sleep 0.01; done; kill -INT $pid; wait $pid; exec \"$0\" resume "
           "\"$2\"/baseline/*",
       RUNNER_BINARY, configs + "baseline.yaml", output.path().string()});
  INFO(result.err);
  REQUIRE(result.status == 0);
  const fs::path folder = fs::directory_iterator(output / "baseline")->path();
  const auto rows = read_csv(folder / "metrics.csv");
  const auto warnings = read_json(folder / "run.json").at("warnings");
  REQUIRE(warnings.size() == 1);
  CHECK_THAT(warnings[0].get<std::string>(),
             contains(fmt::format("the training loss rose from {:.4f} at iteration 0 to ",
                                  std::stod(rows.front().at("train_loss")))));
}

TEST_CASE("a sweep's trials record that they learned nothing; its console does not say so") {
  const TemporaryFolder output;
  write_file(output / "sweep.yaml",
             "dataset: digits\niterations: 20\nsweep: {parameters: {optimizer.alpha: [0.1, "
             "1e5]}}\n");
  const auto result =
      run_program({(output / "sweep.yaml").string(), "--output", output.path().string()});
  REQUIRE(result.status == 0);
  CHECK(result.err.find("learned nothing") == std::string::npos);
  int reported = 0;
  for (const auto& trial : fs::directory_iterator(output / "sweep")) {
    if (!trial.is_directory()) continue;
    const auto warnings = read_json(trial.path() / "run.json").at("warnings");
    if (warnings.empty()) continue;
    ++reported;
    CHECK_THAT(warnings[0].get<std::string>(), contains("learned nothing"));
    CHECK_THAT(read_file(trial.path() / "log.txt"), contains("learned nothing"));
  }
  CHECK(reported == 1);
}

TEST_CASE("large losses have six digits, and a loss that is not a number is nan") {
  const TemporaryFolder output;
  const auto result = run_program({configs + "baseline.yaml", "optimizer.alpha=1e145",
                                   "network.activation=identity", "iterations=3", "report_every=1",
                                   "--output", output.path().string()});
  CHECK(result.status == 1);
  const auto rows = read_csv(fs::directory_iterator(output / "baseline")->path() / "metrics.csv");
  CHECK_THAT(result.err, contains(fmt::format("  loss {:.6g}  accuracy ",
                                              std::stod(rows.at(1).at("train_loss")))));
  CHECK_THAT(result.err, contains("is not finite (loss nan) after 2 updates"));
}

TEST_CASE("inputs far outside [-1, 1] are warned of once, unless they are standardised") {
  const TemporaryFolder folder;
  std::string table = "label,near,far,farthest\n";
  for (int i = 0; i < 40; ++i) {
    table +=
        fmt::format("{},{},{},{}\n", i % 2, i % 2 == 0 ? -9.5 : 9.5, 11, i % 2 == 0 ? 0 : 2000);
  }
  write_file(folder / "far.csv", table);
  const std::string config = (folder / "far.yaml").string();
  write_file(config, "dataset: {plugin: csv, file: " + (folder / "far.csv").string() +
                         ", values: numbers, label: label}\nsplit_size: 10\niterations: 0\n");
  const Run far = run(config, {}, folder);
  REQUIRE(far.warnings.size() == 1);
  CHECK_THAT(far.warnings.front(),
             contains("2 of the 3 inputs are far outside [-1, 1]: the values of input 3"));
  CHECK_THAT(far.warnings.front(),
             contains(" in size. Networks seldom learn from such inputs; set `standardize: true`, "
                      "or scale the data."));
  const auto checked = run_program({"check", config});
  CHECK_THAT(checked.err, contains("warning: " + far.warnings.front() + "\n"));
  CHECK(run(config, {"standardize=true"}, folder).warnings.empty());
  for (const auto& result : {run_program({"check", config, "standardize=true"}),
                             run_program({"check", configs + "baseline.yaml"})}) {
    CHECK(result.status == 0);
    CHECK(result.err.find("far outside") == std::string::npos);
  }
}

}  // namespace runner::test::learning_warning_test
