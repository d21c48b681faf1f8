// A trial's run.json as a sweep reads it, and what a sweep writes into it.
#include "sweep/trial/trial_record.hpp"

#include <csignal>

#include "base/error.hpp"
#include "base/process_identity.hpp"
#include "support/catch.hpp"
#include "support/run_files.hpp"
#include "support/run_folders.hpp"
#include "sweep/trial/trial_outcome.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;
using test::contains;
using test::finished_run;
using test::read_file;
using test::read_json;
using test::TemporaryFolder;
using test::write_file;

// A trial's folder whose run.json has this status and reason.
class TrialFolder {
 public:
  explicit TrialFolder(const std::string& status, const std::string& reason = "") {
    auto manifest = finished_run("s");
    manifest["status"] = status;
    if (!reason.empty()) manifest["stop_reason"] = reason;
    write_file(folder_ / "run.json", manifest.dump(2) + "\n");
  }
  const fs::path& path() const { return folder_.path(); }
  TrialRecord read() const { return read_trial(folder_.path()); }

 private:
  TemporaryFolder folder_;
};

ErrorCode code_of(const fs::path& folder) {
  try {
    read_trial(folder);
  } catch (const Error& error) {
    CHECK_THAT(error.what(), contains((folder / "run.json").string()));
    return error.code();
  }
  FAIL("it was read");
  return {};
}

SweepPlan plan_of_one() {
  SweepPlan plan;
  plan.name = "s";
  plan.trials = {{"0123456789ab", {}, "dataset: digits\nseed: 7\n"}};
  return plan;
}

}  // namespace

TEST_CASE("a record has the fields of run.json", "[sweep]") {
  const TrialRecord record = TrialFolder("finished").read();
  CHECK(record.status == RunStatus::finished);
  CHECK_FALSE(record.stop_code.has_value());
  CHECK(record.started == "2025-01-02T03:04:05Z");
  CHECK(record.result.at("iteration") == 1000);
  CHECK_FALSE(record.result.contains("validation_loss"));
}

TEST_CASE("without a run.json a trial is missing", "[sweep]") {
  const TemporaryFolder folder;
  CHECK(read_trial(folder.path()).status == RunStatus::missing);
  CHECK(read_trial(folder / "none").status == RunStatus::missing);
  write_file(folder / "file", "");
  CHECK(read_trial(folder / "file").status == RunStatus::missing);
}

TEST_CASE("a damaged run.json is an unreadable trial", "[sweep]") {
  const TemporaryFolder folder;
  for (const std::string text : {"", "{\"form", "[]", "{\"status\": \"unheard of\"}"}) {
    CAPTURE(text);
    write_file(folder / "run.json", text);
    CHECK(read_trial(folder.path()).status == RunStatus::unreadable);
  }
}

TEST_CASE("a run.json that exists but cannot be read is an error", "[sweep]") {
  const TemporaryFolder folder;
  SECTION("a folder") { fs::create_directory(folder / "run.json"); }
  SECTION("a loop of links") { fs::create_symlink("run.json", folder / "run.json"); }
  CHECK(code_of(folder.path()) == ErrorCode::not_readable);
}

TEST_CASE("a checkpoint or metrics that cannot be read are an error", "[sweep]") {
  const TemporaryFolder folder;
  CHECK_NOTHROW(require_readable_checkpoint(folder.path()));
  write_file(folder / "checkpoint.npz", "");
  CHECK_NOTHROW(require_readable_checkpoint(folder.path()));
  const std::string file = GENERATE("checkpoint.npz", "metrics.csv");
  fs::remove(folder / file);
  SECTION("a folder") { fs::create_directory(folder / file); }
  SECTION("a loop of links") { fs::create_symlink(file, folder / file); }
  CHECK_THROWS_WITH(require_readable_checkpoint(folder.path()),
                    contains(file + ": the file exists but cannot be read: "));
}

TEST_CASE("a run.json without stop codes gives them away by its sentence", "[sweep]") {
  const auto paused = TrialFolder("interrupted", "paused after 10 of 90 iterations.").read();
  CHECK(paused.status == RunStatus::paused);
  CHECK(paused.stop_code == StopCode::rung);
  const auto interrupted = TrialFolder("interrupted", "interrupted after 3 iterations.").read();
  CHECK(interrupted.status == RunStatus::interrupted);
  CHECK_FALSE(interrupted.stop_code.has_value());
  CHECK(TrialFolder("failed", "x: cannot be written: No space left on device.")
            .read()
            .lacked_space());
  CHECK_FALSE(TrialFolder("failed", "a plugin threw.").read().lacked_space());
}

TEST_CASE("a pruned trial is marked once", "[sweep]") {
  const TrialFolder folder("interrupted", "paused after 10 of 90 iterations.");
  mark_pruned(folder.path(), 10);
  const TrialRecord record = folder.read();
  CHECK(record.status == RunStatus::paused);
  CHECK(record.stop_code == StopCode::pruned);
  CHECK(record.stop_reason == "pruned at iteration 10: other trials were better.");
  CHECK(record.result.at("iteration") == 1000);
  CHECK(read_json(folder.path() / "run.json").at("seed") == 42);
  const std::string marked = read_file(folder.path() / "run.json");
  mark_pruned(folder.path(), 30);
  CHECK(read_file(folder.path() / "run.json") == marked);
}

TEST_CASE("a trial that ended or is damaged is not marked as pruned", "[sweep]") {
  for (const std::string status : {"finished", "failed", "diverged", "damaged"}) {
    CAPTURE(status);
    const TrialFolder folder(status);
    const std::string before = read_file(folder.path() / "run.json");
    mark_pruned(folder.path(), 10);
    CHECK(read_file(folder.path() / "run.json") == before);
  }
}

TEST_CASE("a death is recorded in run.json, unless the trial had ended", "[sweep]") {
  const SweepPlan plan = plan_of_one();
  const TrialEnding crash{0, SIGSEGV, false};
  const auto record_in = [&](const TrialFolder& folder) {
    record_failure(plan, plan.trials[0], folder.path(), 1, crash);
    return folder.read();
  };
  const TrialRecord failed = record_in(TrialFolder("running"));
  CHECK(failed.status == RunStatus::failed);
  CHECK(failed.stop_code == StopCode::crashed);
  CHECK(failed.stop_reason == "the process crashed: Segmentation fault.");
  CHECK(failed.started == "2025-01-02T03:04:05Z");
  CHECK(record_in(TrialFolder("finished")).status == RunStatus::finished);
  CHECK(record_in(TrialFolder("diverged")).status == RunStatus::diverged);
}

TEST_CASE("a death before there was a run.json is recorded in a new one", "[sweep]") {
  const SweepPlan plan = plan_of_one();
  const TemporaryFolder folder;
  SECTION("nothing") {}
  SECTION("damaged") { write_file(folder / "run.json", "{\"form"); }
  record_failure(plan, plan.trials[0], folder.path(), 1, {3, 0, false});
  const TrialRecord record = read_trial(folder.path());
  CHECK(record.status == RunStatus::failed);
  CHECK(record.stop_code == StopCode::exited);
  CHECK(read_json(folder / "run.json").at("seed") == 7);
  CHECK(read_file(folder / "config.yaml") == plan.trials[0].config);
}

}  // namespace runner
