// run.json: what is written is read back, and a file that no run can have written is refused by the
// key that is wrong.
#include "runs/run_manifest.hpp"

#include "runs/run_record.hpp"
#include "support/catch.hpp"
#include "support/run_folders.hpp"

namespace runner::test::run_manifest_test {

namespace fs = std::filesystem;
using runner::Error;
using runner::Metric;
using runner::read_run;
using runner::RunRecord;
using runner::RunStatus;
using runner::StopCode;
using runner::test::contains;
using runner::test::finished_run;
using runner::test::TemporaryFolder;
using runner::test::write_file;
using runner::test::write_run;

namespace {

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

}  // namespace

TEST_CASE("A run.json of a later format is an error that names both", "[run_manifest]") {
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

TEST_CASE("A format that is not a whole number is damage", "[run_manifest]") {
  for (const nlohmann::json& format :
       {nlohmann::json(2.5), nlohmann::json(true), nlohmann::json(1e30), nlohmann::json(-1),
        nlohmann::json(), nlohmann::json("2"), nlohmann::json(0)}) {
    CHECK_THAT(damage_with("/format", format),
               contains("format must be a whole number of at least 1, but is " + format.dump()));
  }
}

TEST_CASE("A value of run.json that no run can have is damage, named by its key",
          "[run_manifest]") {
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
          "[run_manifest]") {
  const TemporaryFolder folder;
  const std::string deep(100000, '[');
  for (const std::string& text : {std::string("[]"), std::string("null"),
                                  "{\"format\": " + deep + std::string(100000, ']') + "}"}) {
    write_file(folder / "r/run.json", text);
    CHECK(code_of(folder / "r") == runner::ErrorCode::damaged);
  }
}

TEST_CASE("A loss that was not finite is null, and not measured", "[run_manifest]") {
  const TemporaryFolder folder;
  auto manifest = finished_run("x");
  manifest["status"] = "diverged";
  manifest["result"]["train_loss"] = nullptr;
  write_run(folder / "r", manifest);
  const RunRecord record = read_run(folder / "r");
  CHECK(record.metric(Metric::train_loss) == std::nullopt);
  CHECK(record.metric(Metric::train_accuracy) == 0.9375);
}

TEST_CASE("Sizes in run.json that no image can have are an error", "[run_manifest]") {
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

TEST_CASE("Format 1 says of a pause at a rung that it was interrupted", "[run_manifest]") {
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

TEST_CASE("A manifest is read back as it was written", "[run_manifest]") {
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

TEST_CASE("Every status and stop code has a text of its own that is read back", "[run_manifest]") {
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

}  // namespace runner::test::run_manifest_test
