#include "compare/run_table.hpp"

#include <limits>

#include <nlohmann/json.hpp>

#include "base/text_width.hpp"
#include "compare/table_format.hpp"
#include "support/catch.hpp"

namespace runner::test::run_table_test {

using runner::display_width;
using runner::format_csv;
using runner::format_json;
using runner::format_text;
using runner::make_run_table;
using runner::RunRecord;
using runner::RunStatus;
using runner::RunTable;

namespace {

using Values = std::map<std::string, double>;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// A row with these values alone.
runner::MetricsRow row_of(const Values& values) {
  runner::MetricsRow row;
  row.train = {nan, nan};
  row.validation = row.test = row.train;
  row.seconds = nan;
  for (const auto& [name, value] : values) {
    if (const auto metric = runner::metric_from(name)) {
      set_metric_value(row, *metric, value);
    } else {
      row.iteration = static_cast<std::uint64_t>(value);
    }
  }
  return row;
}

RunRecord record(const std::string& name, const std::string& activation, const Values& values,
                 const std::string& folder = "20250101T000000Z-00000a") {
  RunRecord result;
  result.folder = "experiments/" + name + "/" + folder;
  result.manifest.name = name;
  result.status = RunStatus::finished;
  result.config = {{"name", name},
                   {"seed", "42"},
                   {"network.activation", activation},
                   {"optimizer.alpha", "0.1"}};
  if (!values.empty()) result.manifest.result = row_of(values);
  result.manifest.data = runner::RunData{};
  result.manifest.data->sha256 = "aaaa";
  return result;
}

RunTable relu_and_sigmoid() {
  auto sigmoid = record("sigmoid", "sigmoid",
                        {{"iteration", 1000}, {"test_loss", 0.8123456}, {"test_accuracy", 0.7}});
  sigmoid.config.insert(sigmoid.config.begin() + 3, {"network.activation.slope", "0.5"});
  auto baseline = record("baseline", "relu",
                         {{"iteration", 1000}, {"test_loss", 0.4}, {"test_accuracy", 0.881}});
  baseline.manifest.result->seconds = 12.345678;
  return make_run_table({baseline, sigmoid});
}

std::vector<bool> best_of(const RunTable& table, const std::string& metric) {
  std::vector<bool> best;
  for (std::size_t i = 0; i < table.metrics.size(); ++i) {
    if (table.metrics[i] != metric) continue;
    for (const auto& row : table.rows) best.push_back(row.best[i]);
  }
  return best;
}

}  // namespace

TEST_CASE("The table shows the keys that differ, in the configs' order, and never the name",
          "[run_table]") {
  CHECK(relu_and_sigmoid().config_keys ==
        std::vector<std::string>{"network.activation", "network.activation.slope"});
}

TEST_CASE("A run that saw other data shows it", "[run_table]") {
  auto other = record("b", "relu", {});
  other.manifest.data->sha256 = "bbbb";
  CHECK(make_run_table({record("a", "relu", {}), other}).config_keys ==
        std::vector<std::string>{"data_sha256"});
}

TEST_CASE("An unreadable run makes no key differ", "[run_table]") {
  RunRecord broken;
  broken.manifest.name = "a";
  broken.status = RunStatus::unreadable;
  CHECK(make_run_table({record("a", "relu", {}), broken}).config_keys.empty());
}

TEST_CASE("Metrics that no run has are left out", "[run_table]") {
  CHECK(relu_and_sigmoid().metrics ==
        std::vector<std::string>{"iteration", "test_loss", "test_accuracy", "seconds"});
}

TEST_CASE("The lowest loss and the highest accuracy are the best", "[run_table]") {
  const RunTable table =
      make_run_table({record("a", "relu", {{"test_loss", 0.4}, {"test_accuracy", 0.9}}),
                      record("b", "relu", {{"test_loss", 0.3}, {"test_accuracy", 0.8}})});
  CHECK(best_of(table, "test_loss") == std::vector<bool>{false, true});
  CHECK(best_of(table, "test_accuracy") == std::vector<bool>{true, false});
}

TEST_CASE("Runs that tie are all the best", "[run_table]") {
  const RunTable table = make_run_table({record("a", "relu", {{"test_accuracy", 0.9}}),
                                         record("b", "relu", {{"test_accuracy", 0.9}}),
                                         record("c", "relu", {{"test_accuracy", 0.8}})});
  CHECK(best_of(table, "test_accuracy") == std::vector<bool>{true, true, false});
}

TEST_CASE("Only finished runs can be the best", "[run_table]") {
  auto failed = record("a", "relu", {{"test_accuracy", 0.9}});
  failed.status = RunStatus::interrupted;
  const RunTable table = make_run_table({failed, record("b", "relu", {{"test_accuracy", 0.8}})});
  CHECK(best_of(table, "test_accuracy") == std::vector<bool>{false, true});
}

TEST_CASE("A run that lacks the metric is not the best of it", "[run_table]") {
  const RunTable table =
      make_run_table({record("a", "relu", {{"test_loss", 0.4}}), record("b", "relu", {})});
  CHECK(best_of(table, "test_loss") == std::vector<bool>{true, false});
}

TEST_CASE("A single run has no best, and iterations and seconds have none", "[run_table]") {
  CHECK(best_of(make_run_table({record("a", "relu", {{"test_loss", 0.4}})}), "test_loss") ==
        std::vector<bool>{false});
  const RunTable table = relu_and_sigmoid();
  CHECK(best_of(table, "iteration") == std::vector<bool>{false, false});
  CHECK(best_of(table, "seconds") == std::vector<bool>{false, false});
}

TEST_CASE("Runs of one name get the end of their folder's name, and more if that is not enough",
          "[run_table]") {
  auto elsewhere = record("c", "relu", {}, "20250102T000000Z-00000c");
  elsewhere.folder = "other/c/20250102T000000Z-00000c";
  const RunTable table =
      make_run_table({record("a", "relu", {}), record("b", "relu", {}, "20250101T000000Z-00000a"),
                      record("b", "relu", {}, "20250102T000000Z-00000b"),
                      record("c", "relu", {}, "20250102T000000Z-00000c"), elsewhere,
                      record("b", "relu", {}, "20250103T000000Z-00000b")});
  std::vector<std::string> names;
  for (const auto& row : table.rows) names.push_back(row.run);
  CHECK(names == std::vector<std::string>{"a", "b/00000a", "b/20250102T000000Z-00000b",
                                          "experiments/c/20250102T000000Z-00000c",
                                          "other/c/20250102T000000Z-00000c",
                                          "b/20250103T000000Z-00000b"});
}

TEST_CASE("The text is aligned, rounded and marks the best", "[run_table]") {
  CHECK(format_text(relu_and_sigmoid()) ==
        "run       status    network.activation  network.activation.slope  iteration  "
        "test_loss   test_accuracy   seconds\n"
        "baseline  finished  relu                                               1000  "
        "   0.4000*         0.8810*    12.35\n"
        "sigmoid   finished  sigmoid             0.5                            1000  "
        "   0.8123          0.7000\n"
        "* best of the finished runs\n");
}

TEST_CASE("Very small and very large losses keep four digits", "[run_table]") {
  const std::string text = format_text(make_run_table(
      {record("a", "relu", {{"train_loss", 0.000012345}, {"test_loss", 123456789.0}})}));
  CHECK_THAT(text, runner::test::contains(" 1.234e-05 "));
  CHECK_THAT(text, runner::test::contains(" 1.235e+08\n"));
}

TEST_CASE("Wide characters take two columns and control characters become ?", "[run_table]") {
  const std::string text = format_text(make_run_table(
      {record("手書き", "relu", {{"iteration", 1}}), record("a\x1b[2J", "relu", {})}));
  CHECK(text ==
        "run     status    iteration\n"
        "手書き  finished          1\n"
        "a?[2J   finished\n");
}

TEST_CASE("The width of a text is what a terminal shows", "[run_table]") {
  CHECK(display_width("abc") == 3);
  CHECK(display_width("größe") == 5);
  CHECK(display_width("e\xcc\x81") == 1);
  CHECK(display_width("数字") == 4);
  CHECK(display_width("\xff\xfe") == 2);
  CHECK(runner::printable("a\xff\xc2\x9b\n") == "a???");
}

TEST_CASE("CSV has every digit, quotes what needs it and has no marks", "[run_table]") {
  auto quoted = record("a,\"b\"", "relu", {{"test_loss", 0.1 + 0.2}});
  auto plain = record("c", "x\ny", {});
  plain.status = RunStatus::killed;
  CHECK(format_csv(make_run_table({quoted, plain})) ==
        "run,status,network.activation,iteration,test_loss,folder\r\n"
        "\"a,\"\"b\"\"\",finished,relu,0,0.30000000000000004,"
        "\"experiments/a,\"\"b\"\"/20250101T000000Z-00000a\"\r\n"
        "c,killed,\"x\ny\",,,experiments/c/20250101T000000Z-00000a\r\n");
}

TEST_CASE("JSON has the whole config, the metrics and the best", "[run_table]") {
  const auto json = nlohmann::json::parse(format_json(relu_and_sigmoid()));
  REQUIRE(json.size() == 2);
  CHECK(json[0]["run"] == "baseline");
  CHECK(json[0]["folder"] == "experiments/baseline/20250101T000000Z-00000a");
  CHECK(json[0]["status"] == "finished");
  CHECK(json[0]["config"]["optimizer.alpha"] == "0.1");
  CHECK(json[0]["metrics"]["test_loss"] == 0.4);
  CHECK(json[0]["seconds"] == 12.345678);
  CHECK(json[0]["best"] == nlohmann::json({"test_loss", "test_accuracy"}));
  CHECK(json[1]["seconds"].is_null());
  CHECK(json[1]["best"].empty());
}

TEST_CASE("JSON says why a run is unreadable, whatever bytes it has", "[run_table]") {
  RunRecord broken;
  broken.manifest.name = "a\xff";
  broken.status = RunStatus::unreadable;
  broken.problem = "x/run.json: the file is damaged.";
  const auto json = nlohmann::json::parse(format_json(make_run_table({broken})));
  CHECK(json[0]["problem"] == "x/run.json: the file is damaged.");
  CHECK(json[0]["metrics"].is_object());
}

}  // namespace runner::test::run_table_test
