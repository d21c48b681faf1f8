#include "runs/run_record.hpp"

#include "base/process_identity.hpp"
#include "config/diagnostics.hpp"
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

// The error of a finished run's run.json with another value at a place, without the file's name.
std::string damage_with(const std::string& place, const nlohmann::json& value) {
  const TemporaryFolder folder;
  nlohmann::json manifest = finished_run("x");
  manifest[nlohmann::json::json_pointer(place)] = value;
  write_run(folder / "r", manifest);
  try {
    read_run(folder / "r");
  } catch (const Error& error) {
    CHECK(error.code() == runner::ErrorCode::damaged);
    return std::string(error.what()).substr((folder / "r/run.json: ").string().size());
  }
  return "it was read";
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

TEST_CASE("A run.json of a later format is an error that names both", "[run_record]") {
  const TemporaryFolder folder;
  auto manifest = finished_run("x");
  manifest["format"] = 3;
  write_run(folder / "r", manifest);
  CHECK_THROWS_WITH(read_run(folder / "r"),
                    (folder / "r/run.json").string() +
                        ": the file was written by a newer version: format 3; this program reads "
                        "1 and 2.");
  CHECK(code_of(folder / "r") == runner::ErrorCode::unsupported);
  manifest["format"] = 2;
  manifest["status"] = "resting";
  write_run(folder / "r", manifest);
  CHECK_THROWS_WITH(read_run(folder / "r"),
                    (folder / "r/run.json").string() +
                        ": it has a status 'resting' that this program does not know; a newer "
                        "version may have written it.");
  CHECK(code_of(folder / "r") == runner::ErrorCode::unsupported);
}

TEST_CASE("A format that is not a whole number is damage", "[run_record]") {
  for (const nlohmann::json& format :
       {nlohmann::json(2.5), nlohmann::json(true), nlohmann::json(1e30), nlohmann::json(-1),
        nlohmann::json(), nlohmann::json("2"), nlohmann::json(0)}) {
    CHECK_THAT(damage_with("/format", format),
               contains("format must be a whole number of at least 1, but is " + format.dump()));
  }
}

TEST_CASE("A value of run.json that no run can have is damage, named by its key", "[run_record]") {
  const auto check = [](const std::string& place, const nlohmann::json& value,
                        const std::string& clause) {
    CAPTURE(place);
    CHECK(damage_with(place, value) == "the file is damaged: " + clause + ".");
  };
  check("/result/test_accuracy", "x",
        "result.test_accuracy must be a number from 0 to 1 or null, but is \"x\"");
  check("/result/test_accuracy", 5,
        "result.test_accuracy must be a number from 0 to 1 or null, but is 5");
  check("/result/test_accuracy", nullptr,
        "result.test_accuracy must be a number from 0 to 1, but is null");
  check("/result/validation_loss", 0.5,
        "result.validation_accuracy must be a number from 0 to 1, but is null");
  check("/result/train_loss", nlohmann::json::array(),
        "result.train_loss must be a number or null, but is a list");
  for (const nlohmann::json& iteration :
       {nlohmann::json(-1), nlohmann::json(1e40), nlohmann::json(1.5), nlohmann::json()}) {
    check("/result/iteration", iteration,
          "result.iteration must be a whole number from 0 to 9007199254740992, but is " +
              iteration.dump());
  }
  check("/result/seconds", 1e300,
        "result.seconds must be a number from 0 to 1000000000000, but is 1e+300");
  check("/result", 3, "result must be an object, but is 3");
  check("/seed", -5, "seed must be a whole number from 0 to 4294967295, but is -5");
  check("/seed", 1.5, "seed must be a whole number from 0 to 4294967295, but is 1.5");
  check("/data/first_label", -1e30,
        "data.first_label must be a whole number from 0 to 4294967295, but is -1e+30");
  check("/data/classes", nlohmann::json::array({"a", 1}),
        "data.classes[1] must be a text, but is 1");
  check("/data/shape", nlohmann::json::array(), "data.shape must be an object, but is a list");
  check("/stop_reason", 1, "stop_reason must be a text or null, but is 1");
  check("/warnings", "w", "warnings must be a list, but is \"w\"");
  check("/process/pid", 5000000000,
        "process.pid must be a whole number from 0 to 2147483647, but is 5000000000");
  check("/network/inputs", nullptr,
        "network.inputs must be a whole number from 0 to 9007199254740992, but is null");
  check("/seed", std::string(100, 'n'),
        "seed must be a whole number from 0 to 4294967295, but is \"" + std::string(60, 'n') +
            "...\"");
}

TEST_CASE("Other JSON than an object, and a value that is nested deeply, are damage",
          "[run_record]") {
  const TemporaryFolder folder;
  const std::string deep(100000, '[');
  for (const std::string& text : {std::string("[]"), std::string("null"),
                                  "{\"format\": " + deep + std::string(100000, ']') + "}"}) {
    write_file(folder / "r/run.json", text);
    CHECK(code_of(folder / "r") == runner::ErrorCode::damaged);
  }
}

TEST_CASE("A loss that was not finite is null, and not measured", "[run_record]") {
  const TemporaryFolder folder;
  auto manifest = finished_run("x");
  manifest["status"] = "diverged";
  manifest["result"]["train_loss"] = nullptr;
  write_run(folder / "r", manifest);
  const RunRecord record = read_run(folder / "r");
  CHECK(record.metric(Metric::train_loss) == std::nullopt);
  CHECK(record.metric(Metric::train_accuracy) == 0.9375);
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
  CHECK(records[1].problem == (folder / "e/loop/run.json").string() +
                                  ": the file cannot be read: Too many levels of symbolic "
                                  "links.");
}

TEST_CASE("Sizes in run.json that no image can have are an error", "[run_record]") {
  const TemporaryFolder folder;
  for (const std::uint64_t rows : {std::uint64_t{0}, std::uint64_t{1} << 62}) {
    auto manifest = finished_run("x");
    manifest["data"]["shape"]["rows"] = rows;
    write_run(folder / "r", manifest);
    CHECK_THROWS_WITH(read_run(folder / "r"), contains("data.shape is not the shape of an image"));
  }
  auto manifest = finished_run("x");
  manifest["data"]["scale"] = 0;
  write_run(folder / "r", manifest);
  CHECK_THROWS_WITH(read_run(folder / "r"), contains("data.scale or data.classes is wrong"));
}

TEST_CASE("Format 1 says of a pause at a rung that it was interrupted", "[run_record]") {
  const TemporaryFolder folder;
  auto manifest = finished_run("x");
  manifest["status"] = "interrupted";
  manifest["stop_reason"] = "paused after 10 of 90 iterations.";
  write_run(folder / "paused", manifest);
  CHECK(read_run(folder / "paused").status == RunStatus::paused);
  CHECK(read_run(folder / "paused").manifest.stop_code == StopCode::rung);
  manifest["stop_reason"] = "interrupted after 7 of 90 iterations.";
  write_run(folder / "stopped", manifest);
  CHECK(read_run(folder / "stopped").status == RunStatus::interrupted);
  CHECK(read_run(folder / "stopped").manifest.stop_code == StopCode::signal);
}

TEST_CASE("A manifest is read back as it was written", "[run_record]") {
  const TemporaryFolder folder;
  runner::RunManifest manifest = runner::begin_manifest("x", 7);
  manifest.result = runner::MetricsRow{3, 1, {0.5, 0.25}, std::nullopt, {{0.1, 0.9}}, 2.5};
  manifest.plugins = {{"dataset", "digits", "1", "/p/digits.so", "ab", "gcc 12", 18, "11", "avx2"}};
  manifest.warnings = {"a warning."};
  runner::RunEnvironment environment;
  environment.blas_variables = {{"OPENBLAS_CORETYPE", "Haswell"}};
  environment.threads = 2;
  manifest.environment = environment;
  end_run(manifest, RunStatus::paused, StopCode::pruned, "paused after 3 of 9 iterations.");
  write_manifest(folder.path(), manifest);
  const runner::RunManifest read = runner::read_manifest(folder.path());
  CHECK(read.status == RunStatus::paused);
  CHECK(read.stop_code == StopCode::pruned);
  CHECK(read.stop_reason == manifest.stop_reason);
  CHECK(read.started == manifest.started);
  CHECK(read.ended == manifest.ended);
  CHECK(read.process == manifest.process);
  CHECK(read.result->test->accuracy == 0.9);
  CHECK_FALSE(read.result->validation.has_value());
  CHECK_FALSE(read.data.has_value());
  CHECK(read.plugins.at(0).cxx_abi == 18);
  CHECK(read.warnings == manifest.warnings);
  CHECK(read.environment->blas_variables == environment.blas_variables);
  CHECK(read.environment->threads == 2);
  const std::string text = runner::test::read_file(folder / "run.json");
  write_manifest(folder.path(), read);
  CHECK(runner::test::read_file(folder / "run.json") == text);
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

TEST_CASE("Every status and stop code has a text of its own that is read back", "[run_record]") {
  for (int i = 0; i <= static_cast<int>(RunStatus::failed); ++i) {
    const auto status = static_cast<RunStatus>(i);
    CHECK(runner::stored_run_status(to_text(status)) == status);
  }
  for (const auto status : {RunStatus::killed, RunStatus::missing, RunStatus::unreadable}) {
    CHECK_FALSE(runner::stored_run_status(to_text(status)).has_value());
  }
  for (int i = 0; i <= static_cast<int>(StopCode::error); ++i) {
    const auto code = static_cast<StopCode>(i);
    CHECK(runner::stop_code_from(to_text(code)) == code);
  }
}

}  // namespace runner::test::run_record_test
