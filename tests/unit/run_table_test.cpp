#include "compare/run_table.hpp"

#include "base/text_width.hpp"
#include "compare/comparison_formats.hpp"
#include "support/catch.hpp"
#include "support/measured_runs.hpp"

namespace runner::test::run_table_test {

using runner::MeasuredRun;
using runner::RunStatus;
using runner::RunTable;
using runner::RunTableOptions;
using runner::test::contains;
using runner::test::measured_run;
using runner::test::MetricValues;

namespace {

MeasuredRun run(const std::string& name, const std::string& activation, const MetricValues& values,
                const std::string& folder = "20250101T000000Z-00000a") {
  return measured_run(
      name, {{"seed", "42"}, {"network.activation", activation}, {"optimizer.alpha", "0.1"}},
      values, folder);
}

// A table with the runs that it refers to, in the order of their names unless sorted otherwise.
struct Made {
  explicit Made(std::vector<MeasuredRun> given, RunTableOptions chosen = {})
      : runs(std::move(given)), options(std::move(chosen)), table(make_run_table(runs, options)) {}

  std::string text() const { return draw(run_text_table(table, options), std::nullopt).text; }

  std::vector<std::string> names() const {
    std::vector<std::string> result;
    for (const auto& row : table.rows) result.push_back(row.run);
    return result;
  }

  std::vector<MeasuredRun> runs;
  RunTableOptions options;
  RunTable table;
};

Made relu_and_sigmoid() {
  auto sigmoid = run("sigmoid", "sigmoid",
                     {{"iteration", 1000}, {"test_loss", 0.8123456}, {"test_accuracy", 0.7}});
  sigmoid.record.config.insert(sigmoid.record.config.begin() + 3,
                               {"network.activation.slope", "0.5"});
  auto baseline =
      run("baseline", "relu", {{"iteration", 1000}, {"test_loss", 0.4}, {"test_accuracy", 0.881}});
  baseline.row->seconds = 12.345678;
  return Made({baseline, sigmoid});
}

std::vector<bool> best_of(const Made& made, const std::string& metric) {
  std::vector<bool> best;
  for (std::size_t i = 0; i < made.table.metrics.size(); ++i) {
    if (made.table.metrics[i] != metric) continue;
    for (const auto& row : made.table.rows) best.push_back(row.best[i]);
  }
  return best;
}

}  // namespace

TEST_CASE("The table shows the keys that differ, in the configs' order, and never the name",
          "[run_table]") {
  CHECK(relu_and_sigmoid().table.config_keys ==
        std::vector<std::string>{"network.activation", "network.activation.slope"});
}

TEST_CASE("A run that saw other data shows it", "[run_table]") {
  auto other = run("b", "relu", {});
  other.record.manifest.data->sha256 = "bbbb";
  CHECK(Made({run("a", "relu", {}), other}).table.config_keys ==
        std::vector<std::string>{"data_sha256"});
}

TEST_CASE("An unreadable run makes no key differ", "[run_table]") {
  MeasuredRun broken;
  broken.record.manifest.name = "a";
  broken.record.status = RunStatus::unreadable;
  CHECK(Made({run("a", "relu", {}), broken}).table.config_keys.empty());
}

TEST_CASE("Metrics that no run has are left out", "[run_table]") {
  CHECK(relu_and_sigmoid().table.metrics ==
        std::vector<std::string>{"iteration", "test_loss", "test_accuracy", "seconds"});
}

TEST_CASE("The lowest loss and the highest accuracy are the best", "[run_table]") {
  const Made made({run("a", "relu", {{"test_loss", 0.4}, {"test_accuracy", 0.9}}),
                   run("b", "relu", {{"test_loss", 0.3}, {"test_accuracy", 0.8}})});
  CHECK(best_of(made, "test_loss") == std::vector<bool>{false, true});
  CHECK(best_of(made, "test_accuracy") == std::vector<bool>{true, false});
}

TEST_CASE("Runs that tie are all the best", "[run_table]") {
  const Made made({run("a", "relu", {{"test_accuracy", 0.9}}),
                   run("b", "relu", {{"test_accuracy", 0.9}}),
                   run("c", "relu", {{"test_accuracy", 0.8}})});
  CHECK(best_of(made, "test_accuracy") == std::vector<bool>{true, true, false});
}

TEST_CASE("Only finished runs can be the best, and they come first", "[run_table]") {
  auto failed = run("a", "relu", {{"test_accuracy", 0.9}});
  failed.record.status = RunStatus::interrupted;
  RunTableOptions options;
  options.metric = runner::Metric::test_accuracy;
  const Made made({failed, run("b", "relu", {{"test_accuracy", 0.8}})}, options);
  CHECK(made.names() == std::vector<std::string>{"b", "a"});
  CHECK(best_of(made, "test_accuracy") == std::vector<bool>{true, false});
}

TEST_CASE("A run that lacks the metric is not the best of it", "[run_table]") {
  const Made made({run("a", "relu", {{"test_loss", 0.4}}), run("b", "relu", {})});
  CHECK(best_of(made, "test_loss") == std::vector<bool>{true, false});
}

TEST_CASE("A single run has no best, and iterations and seconds have none", "[run_table]") {
  CHECK(best_of(Made({run("a", "relu", {{"test_loss", 0.4}})}), "test_loss") ==
        std::vector<bool>{false});
  const Made made = relu_and_sigmoid();
  CHECK(best_of(made, "iteration") == std::vector<bool>{false, false});
  CHECK(best_of(made, "seconds") == std::vector<bool>{false, false});
}

TEST_CASE("Runs are ordered by the ranking metric, from the best", "[run_table]") {
  const std::vector<MeasuredRun> runs = {
      run("a", "relu", {{"train_loss", 0.4}}), run("b", "relu", {{"train_loss", 0.2}}),
      run("c", "relu", {}), run("d", "relu", {{"train_loss", 0.3}})};
  RunTableOptions options;
  options.metric = runner::Metric::train_loss;
  CHECK(Made(runs, options).names() == std::vector<std::string>{"b", "d", "a", "c"});
  options.top = 2;
  CHECK(Made(runs, options).names() == std::vector<std::string>{"b", "d"});
}

TEST_CASE("Runs can be sorted by a column, numbers by value, and in reverse", "[run_table]") {
  std::vector<MeasuredRun> runs;
  for (const auto alpha : {"0.1", "0.02", "1e-3"}) {
    runs.push_back(measured_run(alpha, {{"optimizer.alpha", alpha}}, {}));
  }
  RunTableOptions options;
  options.sort = "optimizer.alpha";
  CHECK(Made(runs, options).names() == std::vector<std::string>{"1e-3", "0.02", "0.1"});
  options.sort = "-optimizer.alpha";
  CHECK(Made(runs, options).names() == std::vector<std::string>{"0.1", "0.02", "1e-3"});
  options.sort = "optimizer.alhpa";
  CHECK_THROWS_WITH(make_run_table(runs, options),
                    "--sort: there is no column 'optimizer.alhpa'. Did you mean "
                    "'optimizer.alpha'?");
}

TEST_CASE("Runs of one name get the end of their folder's name, and more if that is not enough",
          "[run_table]") {
  auto elsewhere = run("c", "relu", {}, "20250102T000000Z-00000c");
  elsewhere.record.folder = "other/c/20250102T000000Z-00000c";
  const Made made({run("a", "relu", {}), run("b", "relu", {}, "20250101T000000Z-00000a"),
                   run("b", "relu", {}, "20250102T000000Z-00000b"),
                   run("c", "relu", {}, "20250102T000000Z-00000c"), elsewhere,
                   run("b", "relu", {}, "20250103T000000Z-00000b")});
  CHECK(made.names() == std::vector<std::string>{"a", "b/00000a", "b/20250102T000000Z-00000b",
                                                 "experiments/c/20250102T000000Z-00000c",
                                                 "other/c/20250102T000000Z-00000c",
                                                 "b/20250103T000000Z-00000b"});
}

TEST_CASE("The text is aligned, rounded and marks the best", "[run_table]") {
  CHECK(relu_and_sigmoid().text() ==
        "run       status    activation  activation.slope  iteration  test_loss   test_accuracy   "
        "seconds\n"
        "baseline  finished  relu                               1000     0.4000*         0.8810*  "
        "  12.35\n"
        "sigmoid   finished  sigmoid                  0.5       1000     0.8123          0.7000\n");
}

TEST_CASE("A run that did not finish shows how far it is", "[run_table]") {
  auto running = measured_run("a", {{"iterations", "20000"}}, {{"iteration", 3400}});
  running.record.status = RunStatus::killed;
  CHECK_THAT(Made({running}).text(), contains("killed 3400/20000"));
}

TEST_CASE("Columns can be chosen, and an unknown one is an error that names the known",
          "[run_table]") {
  RunTableOptions options;
  options.columns = {"run", "optimizer.alpha", "test_loss"};
  const Made made({run("a", "relu", {{"test_loss", 0.4}})}, options);
  CHECK(made.text() ==
        "run  alpha  test_loss\n"
        "a      0.1     0.4000\n");
  options.columns = {"test_los"};
  CHECK_THROWS_WITH(run_text_table(made.table, options),
                    "--columns: there is no column 'test_los'; known are run, status, folder, "
                    "iteration, test_loss, optimizer.alpha and the keys of the config. Did you "
                    "mean 'test_loss'?");
}

TEST_CASE("Very small and very large losses keep four digits", "[run_table]") {
  const std::string text =
      Made({run("a", "relu", {{"train_loss", 0.000012345}, {"test_loss", 123456789.0}})}).text();
  CHECK_THAT(text, contains(" 1.234e-05 "));
  CHECK_THAT(text, contains(" 1.235e+08\n"));
}

TEST_CASE("Wide characters take two columns and control characters become ?", "[run_table]") {
  CHECK(Made({run("手書き", "relu", {{"iteration", 1}}), run("a\x1b[2J", "relu", {})}).text() ==
        "run     status    iteration\n"
        "手書き  finished          1\n"
        "a?[2J   finished\n");
}

TEST_CASE("CSV of runs has every digit, quotes what needs it and has no marks", "[run_table]") {
  const auto quoted = run("a,\"b\"", "relu", {{"test_loss", 0.1 + 0.2}});
  auto plain = run("c", "x\ny", {});
  plain.record.status = RunStatus::killed;
  CHECK(format_runs_csv(Made({quoted, plain}).table) ==
        "run,status,network.activation,iteration,test_loss,folder\r\n"
        "\"a,\"\"b\"\"\",finished,relu,0,0.30000000000000004,"
        "\"experiments/a,\"\"b\"\"/20250101T000000Z-00000a\"\r\n"
        "c,killed,\"x\ny\",,,experiments/c/20250101T000000Z-00000a\r\n");
}

}  // namespace runner::test::run_table_test
