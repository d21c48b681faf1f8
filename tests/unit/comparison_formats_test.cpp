#include "compare/comparison_formats.hpp"

#include <nlohmann/json.hpp>

#include "support/catch.hpp"
#include "support/measured_runs.hpp"

namespace runner::test::comparison_formats_test {

using runner::Comparison;
using runner::ComparisonOptions;
using runner::MeasuredRun;
using runner::RunStatus;
using runner::test::contains;
using runner::test::seeded_run;

namespace {

nlohmann::json json_of(std::vector<MeasuredRun> runs, const ComparisonOptions& options = {}) {
  const Comparison comparison = compare_runs(std::move(runs), options);
  const auto table = make_run_table(comparison.groups.runs, {});
  std::string text;
  write_json(comparison, table, [&](std::string_view part) { text += part; });
  return nlohmann::json::parse(text);
}

// tanh is better than relu by 0.02 with each of three seeds.
std::vector<MeasuredRun> two_settings() {
  return {seeded_run("relu", 0, 0.5),  seeded_run("relu", 1, 0.6),  seeded_run("relu", 2, 0.7),
          seeded_run("tanh", 0, 0.52), seeded_run("tanh", 1, 0.62), seeded_run("tanh", 2, 0.72)};
}

}  // namespace

TEST_CASE("JSON has the groups from the best, with the numbers of each metric",
          "[comparison_formats]") {
  const auto json = json_of(two_settings());
  CHECK(json["metric"] == "train_loss");
  CHECK(json["over"] == "seed");
  REQUIRE(json["groups"].size() == 2);
  const auto& best = json["groups"][0];
  CHECK(best["group"] == "tanh");
  CHECK(best["settings"] == nlohmann::json({{"network.activation", "tanh"}}));
  CHECK(best["n"] == 3);
  const auto& accuracy = best["metrics"]["test_accuracy"];
  CHECK(accuracy["mean"].get<double>() == Approx(0.62).epsilon(1e-12));
  CHECK(accuracy["deviation"].get<double>() == Approx(0.1).epsilon(1e-12));
  // 0.62 -+ t(0.975, 2) 0.1 / sqrt(3), with the quantile 4.302652729911275 of published tables
  CHECK(accuracy["interval"][0].get<double>() == Approx(0.62 - 0.24841377118).epsilon(1e-9));
  CHECK(accuracy["interval"][1].get<double>() == Approx(0.62 + 0.24841377118).epsilon(1e-9));
  CHECK(accuracy["minimum"] == 0.52);
  CHECK(accuracy["maximum"] == 0.72);
}

TEST_CASE("JSON has each pair once, in the group that is ranked higher", "[comparison_formats]") {
  const auto json = json_of(two_settings());
  CHECK(json["groups"][1]["differences"].empty());
  const auto& differences = json["groups"][0]["differences"];
  REQUIRE(differences.size() == 2);  // in the ranking metric and in test_accuracy
  const auto& difference = differences[1];
  CHECK(difference["from"] == "relu");
  CHECK(difference["metric"] == "test_accuracy");
  CHECK(difference["n"] == 3);
  CHECK(difference["mean"].get<double>() == Approx(0.02).epsilon(1e-12));
  CHECK(difference["p"] == 0.25);  // 2 of 2^3 assignments of signs
  CHECK(difference["adjusted_p"] == 0.25);
  CHECK(difference["won"] == 1.0);
}

TEST_CASE("JSON has how many seeds a difference needs if it is asked for", "[comparison_formats]") {
  auto runs = two_settings();
  runs[0] = seeded_run("relu", 0, 0.51);
  ComparisonOptions options;
  options.difference = 0.01;
  const auto json = json_of(runs, options);
  const auto& needed = json["groups"][0]["differences"][0]["seeds_needed"];
  CHECK(needed["low"] <= needed["estimate"]);
  CHECK(needed["estimate"] <= needed["high"]);
}

TEST_CASE("JSON has the runs with their whole config and metrics", "[comparison_formats]") {
  const auto json = json_of(two_settings());
  REQUIRE(json["runs"].size() == 6);
  const auto& run = json["runs"][5];
  CHECK(run["run"] == "s/tanh2");
  CHECK(run["folder"] == "experiments/s/tanh2");
  CHECK(run["status"] == "finished");
  CHECK(run["config"]["network.activation"] == "tanh");
  CHECK(run["metrics"]["test_accuracy"] == 0.72);
  CHECK(run["seconds"].is_null());
  CHECK(run["best"] == nlohmann::json({"train_loss", "test_accuracy"}));
}

TEST_CASE("JSON says why a run is unreadable, whatever bytes it has", "[comparison_formats]") {
  MeasuredRun broken;
  broken.record.manifest.name = "a\xff";
  broken.record.status = RunStatus::unreadable;
  broken.record.problem = "x/run.json: the file is damaged.";
  const auto json = json_of({broken, seeded_run("relu", 0, 0.5)});
  REQUIRE(json["runs"].size() == 2);
  CHECK(json["runs"][0]["problem"] == "x/run.json: the file is damaged.");
  CHECK(json["runs"][0]["metrics"].is_object());
  CHECK(json["groups"].size() == 1);
}

TEST_CASE("CSV of groups has every number, and all keys if asked", "[comparison_formats]") {
  auto runs = two_settings();
  for (auto& run : runs) run.record.config.emplace_back("iterations", "100");
  const Comparison comparison = compare_runs(runs, {});
  const std::string csv = format_groups_csv(comparison, comparison.order, false);
  CHECK(
      csv.starts_with("group,network.activation,data_sha256,n,units,train_loss.mean,"
                      "train_loss.deviation,train_loss.low,train_loss.high,train_loss.minimum,"
                      "train_loss.maximum,test_accuracy.mean,"));
  CHECK_THAT(csv, contains("\r\ntanh,tanh,aaaa,3,3,0.38"));
  CHECK(format_groups_csv(comparison, comparison.order, true)
            .starts_with("group,name,network.activation,iterations,data_sha256,n,units,"));
}

}  // namespace runner::test::comparison_formats_test
