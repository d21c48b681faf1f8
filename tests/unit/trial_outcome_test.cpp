// What a sweep writes into a trial's run.json.
#include "sweep/trial/trial_outcome.hpp"

#include <csignal>

#include "runs/run_record.hpp"
#include "support/catch.hpp"
#include "support/run_files.hpp"
#include "support/run_folders.hpp"

namespace runner::trial_outcome_test {
namespace {

namespace fs = std::filesystem;
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
  RunRecord read() const { return read_run_state(folder_.path()); }

 private:
  TemporaryFolder folder_;
};

SweepPlan plan_of_one() {
  SweepPlan plan;
  plan.name = "s";
  plan.trials = {{"0123456789ab", {}, "dataset: digits\nseed: 7\n"}};
  return plan;
}

}  // namespace

TEST_CASE("a pruned trial is marked once", "[sweep]") {
  const TrialFolder folder("interrupted", "paused after 10 of 90 iterations.");
  mark_pruned(folder.path(), 10);
  const RunRecord record = folder.read();
  CHECK(record.status == RunStatus::paused);
  CHECK(record.manifest.stop_code == StopCode::pruned);
  CHECK(record.manifest.stop_reason == "pruned at iteration 10: other trials were better.");
  CHECK(record.manifest.result->iteration == 1000);
  CHECK(read_json(folder.path() / "run.json").at("seed") == 42);
  const std::string marked = read_file(folder.path() / "run.json");
  mark_pruned(folder.path(), 30);
  CHECK(read_file(folder.path() / "run.json") == marked);
}

TEST_CASE("a trial whose run.json is damaged is not marked as pruned", "[sweep]") {
  const TemporaryFolder folder;
  write_file(folder / "run.json", "{\"form");
  mark_pruned(folder.path(), 10);
  CHECK(read_file(folder / "run.json") == "{\"form");
}

TEST_CASE("a trial with a status of a newer version is an error, and is left as it is", "[sweep]") {
  const TrialFolder folder("resting");
  const std::string before = read_file(folder.path() / "run.json");
  CHECK_THROWS_AS(mark_pruned(folder.path(), 10), Error);
  CHECK(read_file(folder.path() / "run.json") == before);
}

TEST_CASE("a trial that ended is not marked as pruned", "[sweep]") {
  for (const std::string status : {"finished", "failed", "diverged"}) {
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
    record_failure(plan, plan.trials[0], folder.path(), crash);
    return folder.read();
  };
  const RunRecord failed = record_in(TrialFolder("running"));
  CHECK(failed.status == RunStatus::failed);
  CHECK(failed.manifest.stop_code == StopCode::crashed);
  CHECK(failed.manifest.stop_reason == "the process crashed: Segmentation fault.");
  CHECK(failed.manifest.started == "2025-01-02T03:04:05Z");
  CHECK(record_in(TrialFolder("finished")).status == RunStatus::finished);
  CHECK(record_in(TrialFolder("diverged")).status == RunStatus::diverged);
}

TEST_CASE("a death before there was a run.json is recorded in a new one", "[sweep]") {
  const SweepPlan plan = plan_of_one();
  const TemporaryFolder folder;
  std::size_t warnings = 0;
  SECTION("nothing") {}
  SECTION("damaged") {
    write_file(folder / "run.json", "{\"form");
    warnings = 1;
  }
  record_failure(plan, plan.trials[0], folder.path(), {3, 0, false});
  const RunRecord record = read_run_state(folder.path());
  CHECK(record.status == RunStatus::failed);
  CHECK(record.manifest.stop_code == StopCode::exited);
  CHECK(read_json(folder / "run.json").at("seed") == 7);
  CHECK(record.manifest.warnings.size() == warnings);
  CHECK(read_file(folder / "config.yaml") == plan.trials[0].config);
}

}  // namespace runner::trial_outcome_test
