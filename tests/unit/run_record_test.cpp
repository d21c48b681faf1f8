#include "runs/run_record.hpp"

#include <thread>

#include "base/process_identity.hpp"
#include "config/diagnostics.hpp"
#include "runs/list_runs.hpp"
#include "support/catch.hpp"
#include "support/run_folders.hpp"

namespace runner::test::run_record_test {

namespace fs = std::filesystem;
using runner::Error;
using runner::find_runs;
using runner::find_text;
using runner::Metric;
using runner::read_run;
using runner::RunRecord;
using runner::RunStatus;
using runner::StopCode;
using runner::test::contains;
using runner::test::finished_run;
using runner::test::relu_config;
using runner::test::sigmoid_config;
using runner::test::TemporaryFolder;
using runner::test::write_file;
using runner::test::write_run;

namespace {

nlohmann::ordered_json running_run(const runner::ProcessIdentity& owner) {
  auto manifest = finished_run("baseline");
  manifest["status"] = "running";
  manifest["process"] = {{"host", owner.host},
                         {"boot_id", owner.boot_id},
                         {"pid", owner.pid},
                         {"start_time", owner.start_time}};
  return manifest;
}

std::string status_of(const nlohmann::ordered_json& manifest) {
  const TemporaryFolder folder;
  write_run(folder / "r", manifest);
  return std::string(to_text(read_run(folder / "r").status));
}

runner::ErrorCode code_of(const fs::path& run) {
  try {
    read_run(run);
  } catch (const Error& error) {
    return error.code();
  }
  return runner::ErrorCode::system;
}

std::vector<std::string> names(const std::vector<RunRecord>& records) {
  std::vector<std::string> result;
  for (const auto& record : records) result.push_back(record.folder.filename().string());
  return result;
}

}  // namespace

TEST_CASE("A run folder is read with status, metrics, data and config", "[run_record]") {
  const TemporaryFolder folder;
  auto manifest = finished_run("sigmoid");
  manifest["stop_reason"] = "early stopping";
  write_run(folder / "r", manifest, sigmoid_config);
  const RunRecord record = read_run(folder / "r");
  CHECK(record.folder == folder / "r");
  CHECK(record.manifest.name == "sigmoid");
  CHECK(record.status == RunStatus::finished);
  CHECK(record.manifest.stop_reason == "early stopping");
  CHECK(record.metric(Metric::train_loss) == 0.25);
  CHECK(record.manifest.result->iteration == 1000);
  CHECK(record.metric(Metric::validation_loss) == std::nullopt);
  CHECK(record.metric(Metric::seconds) == 1.5);
  CHECK(record.manifest.seed == 42U);
  CHECK(data_of(record).sha256 == "aaaa1111");
  const runner::DataSummary& data = data_of(record).summary;
  CHECK(data.shape == runner::InputShape{2, 3, 1});
  CHECK(data.scale == 255.0);
  CHECK(data.class_names == std::vector<std::string>{"zero", "one"});
}

TEST_CASE("A plugin's name stands at its key and its options below it", "[run_record]") {
  const TemporaryFolder folder;
  write_run(folder / "r", finished_run("sigmoid"), sigmoid_config);
  const auto config = read_run(folder / "r").config;
  const runner::FlatConfig expected = {{"name", "sigmoid"},
                                       {"seed", "42"},
                                       {"dataset", "digits"},
                                       {"network.hidden_units", "10"},
                                       {"network.activation", "sigmoid"},
                                       {"network.activation.slope", "0.5"},
                                       {"optimizer", "gradient_descent"},
                                       {"optimizer.alpha", "0.1"}};
  CHECK(config == expected);
}

TEST_CASE("Lists and empty maps in a config become one text", "[run_record]") {
  const TemporaryFolder folder;
  write_run(folder / "r", finished_run("x"),
            "dataset: {plugin: csv, columns: [a, b], extra: {}}\n");
  const auto config = read_run(folder / "r").config;
  CHECK(*find_text(config, "dataset.columns") == "[a, b]");
  CHECK(*find_text(config, "dataset.extra") == "{}");
  CHECK(find_text(config, "seed") == nullptr);
}

TEST_CASE("A running run whose process lives is running", "[run_record]") {
  CHECK(status_of(running_run(runner::this_process())) == "running");
}

TEST_CASE("A running run whose process is dead was killed", "[run_record]") {
  auto owner = runner::this_process();
  owner.start_time -= 1;
  CHECK(status_of(running_run(owner)) == "killed");
}

TEST_CASE("A running run of another host is running", "[run_record]") {
  auto owner = runner::this_process();
  owner.host += "x";
  owner.start_time -= 1;
  CHECK(status_of(running_run(owner)) == "running");
}

TEST_CASE("A finished run stays finished though its process is gone", "[run_record]") {
  auto manifest = running_run(runner::this_process());
  manifest["process"]["pid"] = 0;
  manifest["status"] = "finished";
  CHECK(status_of(manifest) == "finished");
}

TEST_CASE("A run that has measured nothing has no metrics", "[run_record]") {
  const TemporaryFolder folder;
  auto manifest = finished_run("x");
  manifest["result"] = nullptr;
  write_run(folder / "r", manifest);
  CHECK_FALSE(read_run(folder / "r").manifest.result.has_value());
  CHECK(read_run(folder / "r").metric(Metric::seconds) == std::nullopt);
}

TEST_CASE("A folder of runs gives them sorted by name", "[run_record]") {
  const TemporaryFolder folder;
  for (const char* name :
       {"20250103T000000Z-000001", "20250101T000000Z-00000f", "20250102T000000Z-00000a"}) {
    write_run(folder / name, finished_run("x"));
  }
  CHECK(names(find_runs({folder.path()})) == std::vector<std::string>{"20250101T000000Z-00000f",
                                                                      "20250102T000000Z-00000a",
                                                                      "20250103T000000Z-000001"});
}

TEST_CASE("A folder of experiments gives the runs of all, and other folders none", "[run_record]") {
  const TemporaryFolder folder;
  write_run(folder / "sigmoid/r2", finished_run("sigmoid"));
  write_run(folder / "baseline/r1", finished_run("baseline"));
  write_file(folder / "notes/text/a.txt", "");
  write_file(folder / "README.md", "");
  write_run(folder / "baseline/.hidden", finished_run("baseline"));
  CHECK(names(find_runs({folder.path()})) == std::vector<std::string>{"r1", "r2"});
}

TEST_CASE("Several paths keep their order, and a run found twice is given once", "[run_record]") {
  const TemporaryFolder folder;
  write_run(folder / "e/a/r1", finished_run("a"));
  write_run(folder / "e/b/r2", finished_run("b"));
  CHECK(names(find_runs({folder / "e/b", folder / "e/a/r1/", folder / "e"})) ==
        std::vector<std::string>{"r2", "r1"});
}

TEST_CASE("A path that does not exist is an error that says what to give", "[run_record]") {
  const TemporaryFolder folder;
  CHECK_THROWS_WITH(
      find_runs({folder / "none"}),
      (folder / "none").string() +
          ": the folder does not exist; give a run folder, or a folder of runs such as "
          "experiments/baseline.");
  CHECK_THROWS_AS(find_runs({folder / "none"}), Error);
}

TEST_CASE("A path that is a file is an error", "[run_record]") {
  const TemporaryFolder folder;
  write_file(folder / "x", "");
  CHECK_THROWS_WITH(find_runs({folder / "x"}),
                    (folder / "x").string() +
                        ": this is not a directory; give a run folder, or a folder of runs such as "
                        "experiments/baseline.");
}

TEST_CASE("A folder without runs is an error", "[run_record]") {
  const TemporaryFolder folder;
  CHECK_THROWS_WITH(
      find_runs({folder.path()}),
      folder.path().string() +
          ": the folder holds no runs; give a run folder, or a folder of runs such as "
          "experiments/baseline.");
}

TEST_CASE("A damaged run among others is shown as unreadable with the reason", "[run_record]") {
  const TemporaryFolder folder;
  const fs::path runs = folder / "baseline";
  write_run(runs / "a", finished_run("baseline"));
  write_file(runs / "b/run.json", "{\"format\": 1");
  write_file(runs / "c/config.yaml", relu_config);
  fs::create_directory(runs / "20250101T000000Z-00000f");
  const auto records = find_runs({runs});
  REQUIRE(records.size() == 4);
  CHECK(records[0].status == RunStatus::unreadable);
  CHECK(records[1].status == RunStatus::finished);
  CHECK(records[2].status == RunStatus::unreadable);
  CHECK(records[2].manifest.name == "baseline");
  CHECK_THAT(records[2].problem,
             contains("b/run.json: the file is damaged: parse error at line 1"));
  CHECK(records[3].problem == (runs / "c/run.json").string() +
                                  ": the file does not exist, so the folder is not a complete "
                                  "run folder.");
}

TEST_CASE("A damaged run named directly is an error", "[run_record]") {
  const TemporaryFolder folder;
  write_file(folder / "r/config.yaml", relu_config);
  CHECK_THROWS_AS(find_runs({folder / "r"}), Error);
  write_file(folder / "r/run.json", "[]");
  CHECK_THROWS_WITH(find_runs({folder / "r"}), contains("r/run.json: the file is damaged: "));
}

TEST_CASE("A config without keys is damage", "[run_record]") {
  const TemporaryFolder folder;
  write_run(folder / "r", finished_run("x"), "");
  CHECK_THROWS_WITH(read_run(folder / "r"),
                    (folder / "r/config.yaml").string() + ": the file is damaged: it has no keys.");
}

TEST_CASE("A link to nothing is a file that cannot be read now", "[run_record]") {
  const TemporaryFolder folder;
  fs::create_directories(folder / "r");
  fs::create_symlink("nowhere", folder / "r/run.json");
  CHECK(code_of(folder / "r") == runner::ErrorCode::not_readable);
  CHECK_THROWS_WITH(runner::read_run_state(folder / "r"),
                    contains("r/run.json: the file cannot be read: it is a symbolic link to a file "
                             "that does not exist."));
}

TEST_CASE("An entry that cannot be examined is a run that cannot be read", "[run_record]") {
  const TemporaryFolder folder;
  write_run(folder / "e/a", finished_run("e"));
  fs::create_symlink("loop", folder / "e/loop");
  const auto records = find_runs({folder / "e"});
  REQUIRE(records.size() == 2);
  CHECK(records[0].status == RunStatus::finished);
  CHECK(records[1].status == RunStatus::unreadable);
  CHECK_THROWS_WITH(find_runs({folder / "e/loop"}),
                    (folder / "e/loop").string() +
                        ": the folder cannot be read: Too many levels of symbolic links.");
  CHECK(records[1].problem == (folder / "e/loop/run.json").string() +
                                  ": the file cannot be read: Too many levels of symbolic "
                                  "links.");
}

TEST_CASE("Folders that are deleted while runs are read are no error", "[run_record]") {
  const TemporaryFolder folder;
  for (int round = 0; round < 5; ++round) {
    write_run(folder / "e/a/kept", finished_run("a"));
    for (int i = 0; i < 60; ++i) {
      const std::string number = std::to_string(100 + i);
      write_run(folder / "e/a" / ("r" + number), finished_run("a"));
      write_run(folder / ("e/x" + number) / "r", finished_run("x"));
      fs::create_directories(folder / ("e/y" + number) / "z/20250101T000000Z-00000f");
    }
    std::thread deleting([&] {
      for (int i = 59; i >= 0; --i) {
        const std::string number = std::to_string(100 + i);
        fs::remove_all(folder / "e/a" / ("r" + number));
        fs::remove_all(folder / ("e/x" + number));
        fs::remove_all(folder / ("e/y" + number));
      }
    });
    std::vector<RunRecord> records;
    CHECK_NOTHROW(records = find_runs({folder / "e"}));
    deleting.join();
    REQUIRE_FALSE(records.empty());
    CHECK(records[0].status == RunStatus::finished);
    for (const auto& record : records) {
      CAPTURE(record.problem);
      CHECK((record.status == RunStatus::finished || !record.problem.empty()));
    }
  }
}

TEST_CASE("A run that was deleted after it was listed is unreadable and says so", "[run_record]") {
  const TemporaryFolder folder;
  write_run(folder / "e/a", finished_run("e"));
  write_run(folder / "e/b", finished_run("e"));
  const auto listed = runner::list_runs({folder / "e"});
  fs::remove_all(folder / "e/b");
  const auto records = runner::read_runs(listed);
  REQUIRE(records.size() == 2);
  CHECK(records[0].status == RunStatus::finished);
  CHECK(records[1].status == RunStatus::unreadable);
  CHECK(records[1].manifest.name == "e");
  CHECK(records[1].problem ==
        (folder / "e/b").string() + ": the folder was deleted while runs were read.");
  const auto named = runner::list_runs({folder / "e/a"});
  fs::remove_all(folder / "e/a");
  CHECK_THROWS_AS(runner::read_runs(named), Error);
}

TEST_CASE("The state of a folder without a readable run.json is a status, not an error",
          "[run_record]") {
  const TemporaryFolder folder;
  CHECK(runner::read_run_state(folder / "none").status == RunStatus::missing);
  write_file(folder / "x/run.json", "{");
  CHECK(runner::read_run_state(folder / "x").status == RunStatus::unreadable);
}

TEST_CASE("A run.json that cannot be read now is an error, not a missing one", "[run_record]") {
  const TemporaryFolder folder;
  fs::create_directories(folder / "r");
  fs::create_symlink("run.json", folder / "r/run.json");
  try {
    runner::read_run_state(folder / "r");
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.code() == runner::ErrorCode::not_readable);
    CHECK_THAT(error.what(), contains("r/run.json: the file cannot be read: "));
  }
}

}  // namespace runner::test::run_record_test
