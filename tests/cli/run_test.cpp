// `runner CONFIG`: the run folder, determinism, and what is printed.

#include <cmath>
#include <regex>

#include "cli/runs.hpp"
#include "support/catch.hpp"
#include "support/run_files.hpp"

namespace runner::test::run_test {
namespace {

const std::string baseline = std::string(RUNNER_SOURCE_DIR) + "/configs/baseline.yaml";

ProcessResult run(const TemporaryFolder& output, std::vector<std::string> arguments) {
  arguments.insert(arguments.end(), {"--output", output.path().string()});
  return run_program(arguments);
}

// The last line of standard output.
std::filesystem::path folder_of(const ProcessResult& result) {
  std::string out = result.out;
  while (out.ends_with('\n')) out.pop_back();
  return out.substr(out.rfind('\n') + 1);
}

TEST_CASE("a run prints its folder as the last line and leaves every file in it", "[cli]") {
  const TemporaryFolder output;
  const auto result = run(output, {baseline, "iterations=20", "report_every=10"});
  REQUIRE(result.status == 0);
  const auto folder = folder_of(result);
  CHECK(folder.parent_path() == output / "baseline");
  CHECK(std::regex_match(folder.filename().string(), std::regex("[0-9]{8}T[0-9]{6}Z-[0-9a-f]{6}")));
  for (const char* file :
       {"config.yaml", "run.json", "metrics.csv", "weights.npz", "predictions.csv", "log.txt"}) {
    CAPTURE(file);
    CHECK(std::filesystem::exists(folder / file));
  }
  CHECK(read_file(folder / "log.txt") == result.err);
}

TEST_CASE("run.json says what the run was", "[cli]") {
  const TemporaryFolder output;
  const auto folder = folder_of(run(output, {baseline, "iterations=3", "--threads", "2"}));
  const auto json = read_json(folder / "run.json");
  CHECK(json.at("format") == 2);
  CHECK(json.at("name") == "baseline");
  CHECK(json.at("status") == "finished");
  CHECK(json.at("stop_reason").is_null());
  CHECK(json.at("seed") == 42);
  CHECK(json.at("result").at("iteration") == 3);
  const auto last = read_csv(folder / "metrics.csv").back();
  CHECK(json.at("result").at("train_loss").get<double>() == std::stod(last.at("train_loss")));
  CHECK(json.at("result").at("validation_loss").is_null());
  CHECK(json.at("data").at("shape") ==
        nlohmann::json{{"rows", 28}, {"columns", 28}, {"channels", 1}});
  CHECK(json.at("data").at("scale") == 255.0);
  CHECK(json.at("data").at("classes").size() == 10);
  CHECK(json.at("data").at("train_examples") == 4000);
  CHECK(json.at("data").at("sha256").get<std::string>().size() == 64);
  CHECK(json.at("data").at("split_sha256").get<std::string>().size() == 64);
  CHECK(json.at("plugins").size() == 4);
  for (const auto& plugin : json.at("plugins")) {
    const auto sum = run_process({"sha256sum", plugin.at("path").get<std::string>()});
    CHECK(sum.out.substr(0, 64) == plugin.at("sha256").get<std::string>());
  }
  const auto& environment = json.at("environment");
  for (const char* fact : {"runner", "git", "compiler", "armadillo", "blas", "blas_core", "kernel",
                           "cpu", "threads"}) {
    CAPTURE(fact);
    CHECK(environment.contains(fact));
  }
  CHECK(environment.at("threads") == 2);
  for (const char* fact : {"host", "boot_id", "pid", "start_time"}) {
    CHECK(json.at("process").contains(fact));
  }
}

TEST_CASE("metrics.csv has rows at 0, every report_every and after the last update", "[cli]") {
  const TemporaryFolder output;
  const auto folder = folder_of(run(output, {baseline, "iterations=25", "report_every=10",
                                             "validation_size=100", "batch_size=1000"}));
  CHECK(read_file(folder / "metrics.csv")
            .starts_with("iteration,epoch,train_loss,train_accuracy,validation_loss,"
                         "validation_accuracy,test_loss,test_accuracy,seconds\n0,0,"));
  const auto rows = read_csv(folder / "metrics.csv");
  REQUIRE(rows.size() == 4);
  CHECK(rows[1].at("iteration") == "10");
  CHECK(rows[1].at("epoch") == "2");  // 3900 examples are 4 batches
  CHECK(rows[3].at("iteration") == "25");
  CHECK(rows[3].at("epoch") == "6");
  CHECK_FALSE(rows[3].at("validation_loss").empty());
}

TEST_CASE("0 iterations write the initial weights", "[cli]") {
  const TemporaryFolder output;
  const auto result = run(output, {baseline, "iterations=0"});
  CHECK(result.status == 0);
  CHECK(read_csv(folder_of(result) / "metrics.csv").size() == 1);
  CHECK(arma::abs(weights(folder_of(result), "W1")).max() < 0.5);
}

TEST_CASE("epochs are counted in batches", "[cli]") {
  const TemporaryFolder output;
  const auto folder = folder_of(run(output, {baseline, "epochs=2", "batch_size=300"}));
  const auto last = read_csv(folder / "metrics.csv").back();
  CHECK(last.at("iteration") == "28");  // 4000 examples are 14 batches
  CHECK(last.at("epoch") == "2");
}

TEST_CASE("results are the same for 1, 2 and 7 threads", "[cli]") {
  const TemporaryFolder output;
  for (const std::string batch : {"batch_size=all", "batch_size=200"}) {
    for (const std::string precision : {"precision=double", "precision=float"}) {
      CAPTURE(batch, precision);
      const auto with = [&](const char* threads) {
        return folder_of(run(output, {baseline, "iterations=60", "report_every=20", batch,
                                      precision, "--threads", threads}));
      };
      const auto one = with("1");
      check_same_results(one, with("2"));
      check_same_results(one, with("7"));
    }
  }
}

TEST_CASE("the config.yaml of a run repeats it to the last bit", "[cli]") {
  const TemporaryFolder output;
  const auto first = folder_of(run(output, {baseline, "iterations=30", "optimizer.alpha=0.3",
                                            "network.activation=leaky_relu", "name='$a: \"b\"'"}));
  const auto again = folder_of(run(output, {(first / "config.yaml").string()}));
  check_same_results(first, again);
  CHECK(read_file(first / "config.yaml") == read_file(again / "config.yaml"));
  CHECK(first.parent_path() == again.parent_path());
}

TEST_CASE("config.yaml writes every default out", "[cli]") {
  const TemporaryFolder output;
  write_file(output / "x.yaml", "dataset: digits\niterations: 1\n");
  const auto folder = folder_of(run(output, {(output / "x.yaml").string()}));
  CHECK(read_file(folder / "config.yaml") ==
        "name: x\nseed: 42\ndataset:\n  plugin: digits\nsplit_size: 1000\nvalidation_size: "
        "0\nstandardize: false\n"
        "network:\n  hidden_units: 10\n  activation: {plugin: relu}\n  initializer: {plugin: "
        "uniform, low: -0.5, high: 0.5}\n"
        "optimizer:\n  plugin: gradient_descent\n  alpha: 0.1\n  schedule: constant\n"
        "  decay: 0.1\n  decay_every: 1000\n  final_alpha: 0\n  warmup: 0\niterations: "
        "1\nbatch_size: all\n"
        "precision: double\nreport_every: 100\ncheckpoint_every: 0\n");
}

TEST_CASE("a run in float writes float weights", "[cli]") {
  const TemporaryFolder output;
  const auto folder = folder_of(run(output, {baseline, "iterations=2", "precision=float"}));
  const auto arrays = read_npz(folder / "weights.npz");
  CHECK(std::holds_alternative<std::vector<float>>(find_array(arrays, "W1")->values));
}

TEST_CASE("a loss that is not finite ends the run as diverged with the last good weights",
          "[cli]") {
  const TemporaryFolder output;
  const auto result =
      run(output, {baseline, "network.activation=identity", "optimizer.alpha=1e150"});
  CHECK(result.status == 1);
  const auto folder = folder_of(result);
  const auto json = read_json(folder / "run.json");
  CHECK(json.at("status") == "diverged");
  CHECK_THAT(json.at("stop_reason").get<std::string>(),
             contains("A smaller optimizer.alpha usually helps."));
  CHECK_THAT(result.err, contains("diverged: the training loss or its gradient is not finite"));
  for (const char* name : {"W1", "b1", "W2", "b2"}) CHECK(weights(folder, name).is_finite());
  const auto last = read_csv(folder / "metrics.csv").back();
  CHECK(std::isfinite(std::stod(last.at("train_loss"))));
  CHECK(json.at("result").at("iteration").dump() == last.at("iteration"));
}

// Starts a long run, sends the signal once the first lines are there, and returns what it left.
ProcessResult interrupted_run(const TemporaryFolder& output, const std::string& signal) {
  const std::string script = "'" + std::string(RUNNER_BINARY) + "' '" + baseline +
                             "' iterations=100000000 --output '" + output.path().string() +
                             "' & pid=$!; until ls '" + output.path().string() +
                             "'/baseline/*/metrics.csv >/dev/null 2>&1; do sleep 0.05; done; sleep "
                             "0.3; kill -" +
                             signal + " $pid; wait $pid";
  return run_process({"bash", "-c", script});
}

TEST_CASE("SIGINT and SIGTERM finish the iteration and write what there is", "[cli]") {
  for (const std::string signal : {"INT", "TERM"}) {
    CAPTURE(signal);
    const TemporaryFolder output;
    const auto result = interrupted_run(output, signal);
    CHECK(result.status == 130);
    const auto folder = folder_of(result);
    const auto json = read_json(folder / "run.json");
    CHECK(json.at("status") == "interrupted");
    CHECK_THAT(json.at("stop_reason").get<std::string>(), contains(" of 100000000 iterations."));
    CHECK(std::filesystem::exists(folder / "weights.npz"));
    CHECK(read_csv(folder / "metrics.csv").back().at("iteration") ==
          json.at("result").at("iteration").dump());
  }
}

TEST_CASE("the terminal shows a live line, and a file does not get it", "[cli]") {
  const TemporaryFolder output;
  const std::string command = std::string(RUNNER_BINARY) + " " + baseline +
                              " iterations=300 --output " + output.path().string();
  const auto live = run_process({"script", "-qec", command, "/dev/null"});
  CHECK(std::regex_search(live.out,
                          std::regex("[0-9]+ %  [0-9]+/300  [0-9.]+ iterations/s  .* left")));
  const auto plain = run(output, {baseline, "iterations=300"});
  CHECK(plain.err.find('\r') == std::string::npos);
  CHECK(plain.err.find('\x1b') == std::string::npos);
}

TEST_CASE("check prints the resolved experiment and runs nothing", "[cli]") {
  const TemporaryFolder folder;
  ProcessOptions options;
  options.working_folder = folder.path();
  const auto result = run_program({"check", baseline, "seed=7"}, options);
  CHECK(result.status == 0);
  CHECK(result.err == "");
  CHECK_THAT(result.out,
             contains("# baseline: examples of 28 x 28 in 10 classes: 4000 to train, 1000 "
                      "to test\n# classes: 0 500, 1 500, 2 500, 3 500, 4 500, 5 500, 6 500, 7 500, "
                      "8 500, 9 500\nname: baseline\nseed: 7\n"));
  CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("fashion.yaml brings its own test set and class names", "[cli]") {
  const TemporaryFolder output;
  const auto result =
      run(output, {std::string(RUNNER_SOURCE_DIR) + "/configs/fashion.yaml", "iterations=2"});
  REQUIRE(result.status == 0);
  const auto json = read_json(folder_of(result) / "run.json");
  CHECK(json.at("data").at("train_examples") == 60000);
  CHECK(json.at("data").at("test_examples") == 10000);
  CHECK(json.at("data").at("classes").at(9) == "ankle boot");
  CHECK_THAT(read_file(folder_of(result) / "config.yaml"), contains("split_size: 0\n"));
  CHECK(read_csv(folder_of(result) / "predictions.csv").size() == 10000);
}

}  // namespace
}  // namespace runner::test::run_test
