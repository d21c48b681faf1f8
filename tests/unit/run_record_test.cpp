#include "runs/run_record.hpp"

#include "base/process_identity.hpp"
#include "config/diagnostics.hpp"
#include "support/catch.hpp"
#include "support/run_folders.hpp"

namespace fs = std::filesystem;
using runner::Error;
using runner::find_runs;
using runner::find_text;
using runner::read_run;
using runner::RunRecord;
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
  return read_run(folder / "r").status;
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
  CHECK(record.name == "sigmoid");
  CHECK(record.status == "finished");
  CHECK(record.stop_reason == "early stopping");
  CHECK(record.metric("train_loss") == 0.25);
  CHECK(record.metric("iteration") == 1000);
  CHECK(record.metric("validation_loss") == std::nullopt);
  CHECK(record.seconds == 1.5);
  CHECK(record.seed == 42U);
  CHECK(record.data_sha256 == "aaaa1111");
  CHECK(record.shape == runner::InputShape{2, 3, 1});
  CHECK(record.scale == 255.0);
  CHECK(record.class_names == std::vector<std::string>{"zero", "one"});
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
  CHECK(read_run(folder / "r").result.empty());
  CHECK(read_run(folder / "r").seconds == std::nullopt);
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
  CHECK_THROWS_WITH(find_runs({folder / "none"}),
                    (folder / "none").string() +
                        ": there is no such folder; give a run folder, or a folder of runs such as "
                        "experiments/baseline.");
  CHECK_THROWS_AS(find_runs({folder / "none"}), Error);
}

TEST_CASE("A path that is a file is an error", "[run_record]") {
  const TemporaryFolder folder;
  write_file(folder / "x", "");
  CHECK_THROWS_WITH(find_runs({folder / "x"}),
                    (folder / "x").string() +
                        ": this is no folder; give a run folder, or a folder of runs such as "
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
  CHECK(records[0].status == "unreadable");
  CHECK(records[1].status == "finished");
  CHECK(records[2].status == "unreadable");
  CHECK(records[2].name == "baseline");
  CHECK_THAT(records[2].problem,
             contains("b/run.json: the file is damaged: parse error at line 1"));
  CHECK(records[3].problem == (runs / "c/run.json").string() +
                                  ": the file does not exist, so the folder is no complete run "
                                  "folder.");
}

TEST_CASE("A damaged run named directly is an error", "[run_record]") {
  const TemporaryFolder folder;
  write_file(folder / "r/config.yaml", relu_config);
  CHECK_THROWS_AS(find_runs({folder / "r"}), Error);
  write_file(folder / "r/run.json", "[]");
  CHECK_THROWS_WITH(find_runs({folder / "r"}), contains("r/run.json: the file is damaged: "));
}

TEST_CASE("A run.json of a later format is an error that names both", "[run_record]") {
  const TemporaryFolder folder;
  auto manifest = finished_run("x");
  manifest["format"] = 2;
  write_run(folder / "r", manifest);
  CHECK_THROWS_WITH(read_run(folder / "r"),
                    (folder / "r/run.json").string() +
                        ": the file has format 2, and this program reads format 1.");
}

TEST_CASE("Sizes in run.json that no image can have are an error", "[run_record]") {
  const TemporaryFolder folder;
  for (const std::uint64_t rows : {std::uint64_t{0}, std::uint64_t{1} << 62}) {
    auto manifest = finished_run("x");
    manifest["data"]["shape"]["rows"] = rows;
    write_run(folder / "r", manifest);
    CHECK_THROWS_WITH(read_run(folder / "r"), contains("data.shape is no shape of an image"));
  }
  auto manifest = finished_run("x");
  manifest["data"]["scale"] = 0;
  write_run(folder / "r", manifest);
  CHECK_THROWS_WITH(read_run(folder / "r"), contains("data.scale or data.classes is wrong"));
}
