// sweep.json: a plan is read as it was written, and anything else is refused.
#include "sweep/plan/plan_file.hpp"

#include "base/error.hpp"
#include "support/catch.hpp"
#include "support/run_files.hpp"

namespace runner::plan_file_test {
namespace {

namespace fs = std::filesystem;
using test::contains;
using test::read_file;
using test::read_json;
using test::TemporaryFolder;
using test::write_file;
using Json = nlohmann::json;

SweepPlan halving_plan() {
  SweepPlan plan;
  plan.name = "s";
  plan.objective = Metric::validation_accuracy;
  plan.rungs = {10, 30, 90};
  plan.eta = 3;
  plan.trials = {
      {"0123456789ab", {{"optimizer.alpha", "0.1"}, {"network.activation", "relu"}}, "seed: 1\n"},
      {"fedcba987654", {{"optimizer.alpha", "0.3"}, {"network.activation", "x y: \"ä\""}}, "\n"},
  };
  return plan;
}

SweepPlan grid_plan() {
  SweepPlan plan;
  plan.name = "s";
  plan.objective = Metric::train_loss;
  plan.trials = {{"0123456789ab", {}, "seed: 1\n"}};
  return plan;
}

void check_same(const SweepPlan& a, const SweepPlan& b) {
  CHECK(a.name == b.name);
  CHECK(a.objective == b.objective);
  CHECK(a.rungs == b.rungs);
  CHECK(a.eta == b.eta);
  REQUIRE(a.trials.size() == b.trials.size());
  for (std::size_t i = 0; i < a.trials.size(); ++i) {
    CAPTURE(i);
    CHECK(a.trials[i].id == b.trials[i].id);
    CHECK(a.trials[i].values == b.trials[i].values);
    CHECK(a.trials[i].config == b.trials[i].config);
  }
}

std::string refusal_of(const fs::path& folder) {
  try {
    read_plan(folder);
  } catch (const Error& error) {
    return error.what();
  }
  return "it was read";
}

// The error in a sweep.json with this text, without its path and advice.
std::string fault_in(const std::string& text) {
  const TemporaryFolder folder;
  write_file(folder / "sweep.json", text);
  const std::string whole = refusal_of(folder.path());
  const std::string before = (folder / "sweep.json").string() + ": not a valid sweep plan: ";
  const std::string after = ". Run the sweep's original command again to recreate it.";
  if (!whole.starts_with(before) || !whole.ends_with(after)) return "another message: " + whole;
  return whole.substr(before.size(), whole.size() - before.size() - after.size());
}

// The same for halving_plan() with another value at a place.
std::string fault_with(const std::string& place, const Json& value) {
  const TemporaryFolder folder;
  write_plan(folder.path(), halving_plan());
  Json json = read_json(folder / "sweep.json");
  json[Json::json_pointer(place)] = value;
  return fault_in(json.dump());
}

}  // namespace

TEST_CASE("a plan that is written is read as the same plan", "[sweep]") {
  for (const auto& plan : {halving_plan(), grid_plan()}) {
    const TemporaryFolder folder;
    write_plan(folder / "experiments/s", plan);
    check_same(read_plan(folder / "experiments/s"), plan);
  }
}

TEST_CASE("warnings and the number of equal trials are not written", "[sweep]") {
  const TemporaryFolder folder;
  SweepPlan plan = grid_plan();
  plan.duplicates = 7;
  plan.warnings = {"a warning."};
  write_plan(folder.path(), plan);
  CHECK(read_plan(folder.path()).duplicates == 0);
  CHECK(read_plan(folder.path()).warnings.empty());
}

TEST_CASE("the same plan is not written again", "[sweep]") {
  const TemporaryFolder folder;
  const fs::path file = folder / "sweep.json";
  write_plan(folder.path(), halving_plan());
  const auto long_ago = fs::file_time_type::clock::now() - std::chrono::hours(1);
  fs::last_write_time(file, long_ago);
  const auto written = fs::last_write_time(file);
  write_plan(folder.path(), halving_plan());
  CHECK(fs::last_write_time(file) == written);
}

TEST_CASE("another plan replaces the existing one", "[sweep]") {
  const TemporaryFolder folder;
  write_plan(folder.path(), halving_plan());
  write_plan(folder.path(), grid_plan());
  check_same(read_plan(folder.path()), grid_plan());
}

TEST_CASE("another plan is one that would be replaced", "[sweep]") {
  const TemporaryFolder folder;
  CHECK_FALSE(has_other_plan(folder.path(), grid_plan()));
  write_plan(folder.path(), grid_plan());
  CHECK_FALSE(has_other_plan(folder.path(), grid_plan()));
  CHECK(has_other_plan(folder.path(), halving_plan()));
  write_file(folder / "sweep.json", "{\"format\": 1, \"na");
  CHECK(has_other_plan(folder.path(), grid_plan()));
}

TEST_CASE("a damaged plan is replaced", "[sweep]") {
  const TemporaryFolder folder;
  write_file(folder / "sweep.json", "{\"format\": 1, \"na");
  write_plan(folder.path(), grid_plan());
  check_same(read_plan(folder.path()), grid_plan());
}

TEST_CASE("a plan of a newer version is not replaced", "[sweep]") {
  const TemporaryFolder folder;
  write_plan(folder.path(), halving_plan());
  Json json = read_json(folder / "sweep.json");
  json["format"] = 2;
  const std::string text = json.dump();
  write_file(folder / "sweep.json", text);
  CHECK_THROWS_WITH(write_plan(folder.path(), grid_plan()),
                    contains("sweep.json: not a valid sweep plan: a newer version wrote it"));
  CHECK(read_file(folder / "sweep.json") == text);
}

TEST_CASE("a folder that cannot be created is an error that names it", "[sweep]") {
  const TemporaryFolder folder;
  write_file(folder / "file", "");
  const fs::path inside = folder / "file/s";
  CHECK_THROWS_WITH(write_plan(inside, grid_plan()),
                    inside.string() +
                        ": the experiment's folder cannot be created: Not a directory. Give a "
                        "writable folder with --output.");
}

TEST_CASE("a folder without a plan is not a sweep's folder", "[sweep]") {
  const TemporaryFolder folder;
  const std::string sentence =
      ": the file does not exist, so this is not a sweep's folder. Give one such as "
      "experiments/activation-sweep, which `runner CONFIG` or `runner submit CONFIG` creates.";
  const std::string file = (folder / "sweep.json").string();
  CHECK(refusal_of(folder.path()) == file + sentence);
  CHECK(refusal_of(folder / "missing") == (folder / "missing/sweep.json").string() + sentence);
  fs::create_directory(folder / "sweep.json");
  CHECK(refusal_of(folder.path()) == file + ": the file cannot be read: Is a directory.");
}

TEST_CASE("a plan cut short anywhere is refused", "[sweep]") {
  const TemporaryFolder folder;
  write_plan(folder.path(), halving_plan());
  const std::string text = read_file(folder / "sweep.json");
  CHECK(fault_in(text) == "another message: it was read");
  for (std::size_t size = 0; size + 1 < text.size(); size += 7) {
    CAPTURE(size);
    CHECK_THAT(fault_in(text.substr(0, size)), contains("parse error"));
  }
}

TEST_CASE("a file that is not JSON, or other JSON, is refused", "[sweep]") {
  CHECK_THAT(fault_in("seed: 1\n"), contains("parse error"));
  CHECK_THAT(fault_in("{}"), contains("format is missing"));
  CHECK_THAT(fault_in("[]"), contains("it must be an object, but is a list"));
  CHECK_THAT(fault_in("null"), contains("it must be an object, but is null"));
  CHECK_THAT(fault_in("{\"format\": 1}"), contains("name is missing"));
}

TEST_CASE("a value of another kind is refused", "[sweep]") {
  CHECK_THAT(fault_with("/name", 3), contains("name must be a text, but is 3"));
  CHECK_THAT(fault_with("/eta", "3"), contains("eta must be a whole number from 0 to"));
  CHECK_THAT(fault_with("/rungs", "10"), contains("rungs must be a list, but is \"10\""));
  CHECK_THAT(fault_with("/trials/0/id", nullptr),
             contains("trials[0].id must be a text, but is null"));
  CHECK_THAT(fault_with("/trials/0/values", Json::array({"alpha"})),
             contains("trials[0].values[0] must be a list, but is \"alpha\""));
}

TEST_CASE("a plan of another format is refused with both", "[sweep]") {
  CHECK_THAT(
      fault_with("/format", 2),
      contains("/sweep.json: not a valid sweep plan: a newer version wrote it: format 2; this "
               "program reads 1."));
  for (const Json& format : {Json("1"), Json(), Json(2.5), Json(true), Json(-1), Json(0)}) {
    CHECK_THAT(fault_with("/format", format),
               contains("format must be a whole number from 1 to ") &&
                   contains(", but is " + format.dump()));
  }
}

TEST_CASE("an id that could lead out of the sweep's folder is refused", "[sweep]") {
  for (const std::string id : {"../../etc", "../../../etc", "/etc/passwd0", "0123456789a",
                               "0123456789abc", "0123456789AB", "0123456789ag", ""}) {
    CAPTURE(id);
    CHECK(fault_with("/trials/1/id", id) ==
          "trials[1].id must be 12 hexadecimal digits, but is \"" + id + "\"");
  }
}

TEST_CASE("an objective that no sweep may have is refused", "[sweep]") {
  for (const std::string objective :
       {"foreign", "", "iteration", "_loss", "validation_accuracy,validation_loss", "test_accuracy",
        "test_loss", "seconds"}) {
    CAPTURE(objective);
    CHECK(fault_with("/objective", objective) ==
          "objective must be one of validation_accuracy, validation_loss, train_accuracy, "
          "train_loss, but is \"" +
              objective + "\"");
  }
}

TEST_CASE("rungs that do not ascend are refused", "[sweep]") {
  for (const std::vector<std::uint64_t>& rungs :
       {std::vector<std::uint64_t>{30, 10}, {0, 90}, {10, 10}}) {
    CAPTURE(rungs);
    CHECK(fault_with("/rungs", rungs) == "its rungs do not ascend from 1");
  }
}

TEST_CASE("a plan without trials, or with one twice, is refused", "[sweep]") {
  CHECK(fault_with("/trials", Json::array()) == "it lists no trials");
  CHECK(fault_with("/trials/1/id", "0123456789ab") == "the trial 0123456789ab is listed twice");
}

TEST_CASE("halving by less than two is refused", "[sweep]") {
  CHECK(fault_with("/eta", 1) == "its eta is below 2");
  CHECK(fault_with("/eta", 0) == "its eta is below 2");
}

}  // namespace runner::plan_file_test
