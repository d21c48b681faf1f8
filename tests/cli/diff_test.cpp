// `runner diff` on real runs.
#include <nlohmann/json.hpp>

#include "base/text_width.hpp"
#include "cli/runs.hpp"
#include "formats/npz.hpp"
#include "support/catch.hpp"

namespace runner::test::diff_test {

using runner::test::contains;
using runner::test::read_file;
using runner::test::run_program;
using runner::test::TemporaryFolder;
using runner::test::train;
using runner::test::write_file;

TEST_CASE("diff of a run and its repeat says that they are the same to the last bit", "[diff]") {
  const TemporaryFolder folder;
  const auto a = train("baseline", folder / "experiments");
  const auto b = train("baseline", folder / "experiments");
  const auto result = run_program({"diff", a, b});
  CHECK(result.err == "");
  CHECK(result.status == 0);
  CHECK(result.out == "Their results are the same to the last bit.\n");
}

TEST_CASE("diff names the keys, plugins and data that differ, and where metrics part", "[diff]") {
  const TemporaryFolder folder;
  const auto a = train("baseline", folder / "experiments");
  const auto b = train("sigmoid", folder / "experiments", {"seed=7"});
  const auto result = run_program({"diff", a, b});
  CHECK(result.status == 0);
  CHECK_THAT(result.out, contains("config              first  second\n") &&
                             contains("\nseed                42     7\n") &&
                             contains("\nnetwork.activation  relu   sigmoid\n"));
  CHECK_THAT(result.out, contains("\nsplit of the data ") &&
                             contains("\nactivation plugin relu     0.1.0 ") &&
                             contains("\nactivation plugin sigmoid  -  "));
  CHECK_THAT(result.out, contains("\nTheir metrics part at iteration 0, where train_loss is ") &&
                             contains("\nTheir test examples are not the same.\n"));
  const auto json = run_program({"diff", a, b, "--format", "json"});
  const auto object = nlohmann::json::parse(json.out);
  CHECK(object["config"]["seed"] == nlohmann::json({"42", "7"}));
  CHECK(object["metrics"]["first_not_close"]["iteration"] == 0);
}

TEST_CASE("diff compares runs of other lengths in the rows that they have in common", "[diff]") {
  const TemporaryFolder folder;
  const auto a = train("baseline", folder / "experiments", {"report_every=1"});
  const auto b = train("baseline", folder / "experiments", {"report_every=2"});
  const auto result = run_program({"diff", a, b});
  CHECK_THAT(result.out,
             contains("Their 4 common rows of metrics are equal to the last bit; 2 rows "
                      "are for an iteration that the other run does not have.\n"));
}

TEST_CASE("diff of runs with a single common row", "[diff]") {
  const TemporaryFolder folder;
  const auto a = train("baseline", folder / "experiments");
  const auto b = train("baseline", folder / "experiments", {"report_every=3"});
  std::string metrics = read_file(std::filesystem::path(a) / "metrics.csv");
  metrics.resize(metrics.find("\n5,") + 1);
  write_file(std::filesystem::path(a) / "metrics.csv", metrics);
  CHECK_THAT(run_program({"diff", a, b}).out,
             contains("Their only common row of metrics is equal to the last bit; 2 rows are "));
}

TEST_CASE("diff says which run alone has weights and predictions", "[diff]") {
  const TemporaryFolder folder;
  const auto a = train("baseline", folder / "experiments");
  const auto b = train("baseline", folder / "experiments");
  std::filesystem::remove(std::filesystem::path(a) / "weights.npz");
  std::filesystem::remove(std::filesystem::path(b) / "predictions.csv");
  CHECK_THAT(run_program({"diff", a, b}).out,
             contains("\nOnly the second has weights.\nOnly the first has predictions.\n"));
}

TEST_CASE("diff makes names of arrays printable", "[diff]") {
  const TemporaryFolder folder;
  const auto a = train("baseline", folder / "experiments");
  const auto b = train("baseline", folder / "experiments", {"seed=7"});
  for (const auto& run : {a, b}) {
    const auto file = std::filesystem::path(run) / "weights.npz";
    auto arrays = read_npz(file);
    arrays.resize(1);
    arrays[0].name = "\u202eW1";
    write_npz(file, arrays);
  }
  CHECK_THAT(run_program({"diff", a, b}).out, contains("of the largest one, in ?W1.\n"));
}

TEST_CASE("diff fits the terminal", "[diff]") {
  const TemporaryFolder folder;
  const auto a = train("baseline", folder / "experiments");
  const auto b = train("sigmoid", folder / "experiments");
  ProcessOptions options;
  options.environment["COLUMNS"] = "60";
  std::istringstream lines(run_program({"diff", a, b}, options).out);
  for (std::string line; std::getline(lines, line);) CHECK(runner::display_width(line) <= 60);
}

TEST_CASE("diff refuses what is not a run, and damaged results", "[diff]") {
  const TemporaryFolder folder;
  const auto a = train("baseline", folder / "experiments");
  const auto missing = run_program({"diff", a, (folder / "nothing").string()});
  CHECK(missing.status == 2);
  write_file(std::filesystem::path(a) / "metrics.csv", "iteration\n");
  const auto damaged = run_program({"diff", a, a});
  CHECK(damaged.status == 2);
  CHECK_THAT(damaged.err, contains("metrics.csv:1: there is no column 'epoch'."));
}

}  // namespace runner::test::diff_test
