// Which folders are trials, and of which plan.
#include "sweep/plan/trial_folders.hpp"

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"
#include "sweep/plan/plan_file.hpp"

namespace runner::trial_folders_test {
namespace {

namespace fs = std::filesystem;
using test::TemporaryFolder;
using test::write_file;

SweepPlan plan_of(std::vector<std::string> ids) {
  SweepPlan plan;
  plan.name = "s";
  plan.objective = Metric::train_loss;
  for (auto& id : ids) plan.trials.push_back({std::move(id), {}, "\n"});
  return plan;
}

}  // namespace

TEST_CASE("a trial's id is twelve hexadecimal digits", "[sweep]") {
  CHECK(is_trial_id("0123456789ab"));
  for (const char* name : {"", "0123456789a", "0123456789abc", "0123456789AB", "0123456789ag",
                           "slurm", "20260102T030405Z-1a2b3c"}) {
    CAPTURE(name);
    CHECK_FALSE(is_trial_id(name));
  }
}

TEST_CASE("a trial's folder was leased and has a plan beside it", "[sweep]") {
  const TemporaryFolder folder;
  fs::create_directory(folder / "0123456789ab");
  CHECK_FALSE(is_trial_folder(folder / "0123456789ab"));
  write_plan(folder.path(), plan_of({}));
  CHECK_FALSE(is_trial_folder(folder / "0123456789ab"));
  write_file(folder / "0123456789ab/claim.1", "");
  CHECK(is_trial_folder(folder / "0123456789ab"));
  CHECK(is_trial_folder(folder / "0123456789ab/"));
  CHECK_FALSE(is_trial_folder(folder.path()));
}

TEST_CASE("trials of earlier plans are folders with other ids", "[sweep]") {
  const TemporaryFolder folder;
  const SweepPlan plan = plan_of({"000000000001", "000000000002"});
  for (const char* name : {"000000000001", "00000000000a", "00000000000b", "slurm"}) {
    fs::create_directory(folder / name);
  }
  write_file(folder / "00000000000c", "a file");
  CHECK(count_earlier_trials(plan, folder.path()) == 2);
  CHECK(count_earlier_trials(plan, folder / "none") == 0);

  EarlierTrials without_plan;
  CHECK_FALSE(without_plan.contains(folder / "00000000000a"));
  write_plan(folder.path(), plan);
  EarlierTrials earlier;
  CHECK(earlier.contains(folder / "00000000000a"));
  CHECK_FALSE(earlier.contains(folder / "000000000001"));
  CHECK_FALSE(earlier.contains(folder / "slurm"));
}

}  // namespace runner::trial_folders_test
