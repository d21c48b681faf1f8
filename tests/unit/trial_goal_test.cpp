// metrics.csv as it is read back, and which trials have reached a rung by it.
#include "sweep/trial/trial_goal.hpp"

#include <algorithm>

#include "runs/metrics_csv.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

namespace runner::trial_goal_test {
namespace {

using test::contains;
using test::TemporaryFolder;
using test::write_file;

const std::string header = metrics_header() + "\n";

// The validation accuracy at iteration 10 in a metrics.csv of that text.
std::optional<double> accuracy_in(const std::string& metrics) {
  const TemporaryFolder folder;
  write_file(folder / "metrics.csv", metrics);
  const auto row = find_row(read_metrics(folder.path()), 10);
  return row ? metric_value(*row, Metric::validation_accuracy) : std::nullopt;
}

// A trial's folder whose metrics reach an iteration.
class AtRung {
 public:
  explicit AtRung(const std::string& iteration = "10") {
    write_file(folder_ / "metrics.csv",
               header + "10,1,1,0.5,1,0.5,1,0.5,3\n" +
                   (iteration == "10" ? "" : iteration + ",1,1,0.5,1,0.5,1,0.5,3\n"));
  }
  // With these metrics instead.
  AtRung(const std::string& iteration, const std::string& metrics) : AtRung(iteration) {
    write_file(folder_ / "metrics.csv", metrics);
  }
  std::string file() const { return (folder_ / "metrics.csv").string(); }
  RunRecord record(RunStatus status) const {
    RunRecord record;
    record.folder = folder_.path();
    record.status = status;
    return record;
  }
  bool reaches(const TrialGoal& goal, RunStatus status,
               std::optional<StopCode> code = std::nullopt) const {
    RunRecord record = this->record(status);
    record.manifest.stop_code = code;
    return goal.is_reached(record);
  }

 private:
  TemporaryFolder folder_;
};

const MetricsRow row_at_10{10, 1, {1, 0.5}, {{1, 0.5}}, {{1, 0.5}}, 3};
const TrialGoal to_the_end{Metric::validation_accuracy};
const TrialGoal to_10{Metric::validation_accuracy, 10};
const TrialGoal to_20{Metric::validation_accuracy, 20};

}  // namespace

TEST_CASE("a metric is found by its column and the row's iteration", "[halving]") {
  const TemporaryFolder folder;
  write_file(folder / "metrics.csv",
             header + "0,0,1.5,0.1,1.25,0.2,1.75,0.3,0.5\n10,1,2.5,0.4,2.25,0.5,2.75,0.6,1\n");
  const auto rows = read_metrics(folder.path());
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].validation->loss == 1.25);
  CHECK(rows[1].validation->loss == 2.25);
  CHECK(find_row(rows, 10)->validation->accuracy == 0.5);
  CHECK_FALSE(find_row(rows, 1).has_value());
}

TEST_CASE("there is no metric without a row of that iteration that has it", "[halving]") {
  CHECK_FALSE(accuracy_in(header).has_value());
  CHECK_FALSE(accuracy_in(header + "10,1,2.5,0.4,2.25,0.5,2.75,0.6,1").has_value());
  CHECK_FALSE(accuracy_in(header + "10,1,2.5,0.4,,,2.75,0.6,1\n").has_value());
}

TEST_CASE("a loss in metrics.csv may be infinite or NaN", "[halving]") {
  CHECK(accuracy_in(header + "10,1,nan,0.4,inf,0.5,-nan,0.6,1\n") == 0.5);
}

TEST_CASE("a damaged row of metrics.csv is an error that names the line", "[halving]") {
  const std::string row = "10,1,2.5,0.4,2.25,0.5,2.75,0.6,1\n";
  const auto check = [&](const std::string& second, const std::string& clause) {
    CHECK_THROWS_WITH(accuracy_in(header + row + second + row),
                      contains("/metrics.csv:3: " + clause + "."));
  };
  check("11,1,2.5,0.4,2.25,0.5\n", "the row has 6 cells, but the header has 9");
  check("11x,1,2.5,0.4,2.25,0.5,2.75,0.6,1\n", "'11x' is not a number that iteration can be");
  check("11,0.5,2.5,0.4,2.25,0.5,2.75,0.6,1\n", "'0.5' is not a number that epoch can be");
  check("11,1,abc,0.4,2.25,0.5,2.75,0.6,1\n", "'abc' is not a number that train_loss can be");
  for (const std::string accuracy : {"0.5?", "nan", "1.5", "-0.1", "inf"}) {
    check("11,1,2.5,0.4,2.25," + accuracy + ",2.75,0.6,1\n",
          "'" + accuracy + "' is not a number that validation_accuracy can be");
  }
  check("11,1,2.5,0.4,2.25,0.5,2.75,0.6,-1\n", "'-1' is not a number that seconds can be");
  check("11,1,2.5,0.4,,0.5,2.75,0.6,1\n", "the row lacks a value");
  check("11,1,2.5,,2.25,0.5,2.75,0.6,1\n", "the row lacks a value");
}

TEST_CASE("a metrics.csv that is missing or empty is an error", "[halving]") {
  const TemporaryFolder folder;
  const std::string file = (folder / "metrics.csv").string();
  CHECK_THROWS_WITH(read_metrics(folder.path()), file + ": the file does not exist.");
  write_file(file, "");
  CHECK_THROWS_WITH(read_metrics(folder.path()), file + ":1: there is no header.");
}

TEST_CASE("columns are found by name, and a header without one is an error", "[halving]") {
  CHECK(accuracy_in("new,validation_accuracy,validation_loss,iteration,epoch,train_loss,"
                    "train_accuracy,test_loss,test_accuracy,seconds\n7,0.5,2,10,1,1,1,1,1,1\n") ==
        0.5);
  CHECK_THROWS_WITH(accuracy_in("iteration,epoch\n1,1\n"),
                    contains("metrics.csv:1: there is no column 'train_loss'."));
}

TEST_CASE("a finished trial has reached every goal, a missing one none", "[halving]") {
  const AtRung trial("20");
  for (const auto& goal : {to_the_end, to_10, to_20}) {
    CHECK(trial.reaches(goal, RunStatus::finished));
    CHECK_FALSE(trial.reaches(goal, RunStatus::missing));
  }
}

TEST_CASE("a trial that stopped early before a rung is ranked by its result", "[halving]") {
  const AtRung trial;
  RunRecord record = trial.record(RunStatus::finished);
  record.manifest.stop_reason = "stopped early after 10 of 90 iterations: ...";
  record.manifest.result = row_at_10;
  CHECK(to_20.is_reached(record));
  CHECK(to_20.value_of(record) == 0.5);
}

TEST_CASE("an ended trial whose metrics.csv cannot be ranked by is damaged", "[halving]") {
  const std::string row = "10,1,1,0.5,1,0.5,1,0.5,3\n";
  const auto damage = [](const std::string& metrics, RunStatus status) {
    const AtRung trial("10", metrics);
    RunRecord record = trial.record(status);
    record.manifest.result = row_at_10;
    record.manifest.stop_code = StopCode::error;
    CHECK(to_10.is_reached(record) == to_10.damage(record).empty());
    const std::string sentence = to_10.damage(record);
    return sentence.substr(std::min(sentence.size(), trial.file().size()));
  };
  for (const auto status : {RunStatus::finished, RunStatus::paused, RunStatus::failed}) {
    CAPTURE(to_text(status));
    CHECK(damage(header + row, status).empty());
    CHECK(damage("", status) == ":1: there is no header.");
    CHECK(damage(header, status) == ": the file is damaged: the row of iteration 10 is missing.");
    CHECK(damage("\xef\xbb\xbf" + header + row, status) == ":1: there is no column 'iteration'.");
    CHECK(damage(header + "10,1,1,0.5,1,nan,1,0.5,3\n", status) ==
          ":2: 'nan' is not a number that validation_accuracy can be.");
    CHECK(damage(header + "10,1,1,0.5,1,0.75,1,0.5,3\n", status) ==
          ": the file is damaged: the row of iteration 10 differs from run.json.");
  }
}

TEST_CASE("the metrics.csv of a trial that stopped early is complete", "[halving]") {
  const std::string row_10 = "10,1,1,0.5,1,0.5,1,0.5,3\n";
  const std::string row_15 = "15,1,1,0.5,1,0.5,1,0.5,4\n";
  const auto damage = [](const std::string& metrics) {
    const AtRung trial("10", metrics);
    RunRecord record = trial.record(RunStatus::finished);
    record.manifest.stop_code = StopCode::early_stopping;
    record.manifest.stop_reason = "stopped early after 15 of 90 iterations: ...";
    record.manifest.result = row_at_10;
    const std::string sentence = to_20.damage(record);
    return sentence.substr(std::min(sentence.size(), trial.file().size()));
  };
  CHECK(damage(header + row_10 + row_15).empty());
  CHECK(damage(header + row_10) ==
        ": the file is damaged: the row of iteration 10 is the last one, but the trial stopped "
        "early after it.");
  CHECK(damage(header + row_10 + row_15.substr(0, 9)) ==
        ": the file is damaged: its last line is incomplete.");
}

TEST_CASE("a trial trained beyond a rung without a row there is damaged", "[halving]") {
  const AtRung trial("30");
  for (const auto status : {RunStatus::finished, RunStatus::paused, RunStatus::diverged}) {
    const RunRecord record = trial.record(status);
    CHECK(to_20.damage(record) ==
          trial.file() + ": the file is damaged: the row of iteration 20 is missing.");
    CHECK(to_the_end.damage(record).empty());
  }
  CHECK(to_20.damage(trial.record(RunStatus::killed)).empty());
}

TEST_CASE("a trial that failed before it measured anything is not damaged", "[halving]") {
  const TemporaryFolder folder;
  RunRecord record;
  record.folder = folder.path();
  record.status = RunStatus::failed;
  CHECK(to_10.damage(record).empty());
  CHECK(to_10.is_reached(record));
  CHECK_FALSE(to_10.value_of(record).has_value());
}

TEST_CASE("a trial has reached a rung when it is paused there or has passed it", "[halving]") {
  const AtRung at_10;
  const AtRung past_10("15");
  CHECK(at_10.reaches(to_10, RunStatus::paused, StopCode::rung));
  CHECK(at_10.reaches(to_10, RunStatus::paused, StopCode::pruned));
  CHECK_FALSE(at_10.reaches(to_20, RunStatus::paused, StopCode::rung));
  CHECK_FALSE(at_10.reaches(to_the_end, RunStatus::paused, StopCode::rung));
  for (const auto status : {RunStatus::running, RunStatus::interrupted, RunStatus::killed}) {
    CAPTURE(to_text(status));
    CHECK_FALSE(at_10.reaches(to_10, status));  // it may have died before it wrote its weights
    CHECK(past_10.reaches(to_10, status));
    CHECK_FALSE(past_10.reaches(to_20, status));
    CHECK_FALSE(past_10.reaches(to_the_end, status));
  }
}

TEST_CASE("a failed trial has reached every goal unless it is retried", "[halving]") {
  const AtRung trial;
  TrialGoal again = to_10;
  again.retry_failed = true;
  for (const auto status : {RunStatus::failed, RunStatus::diverged}) {
    for (const auto& goal : {to_the_end, to_10, to_20}) {
      CHECK(trial.reaches(goal, status, StopCode::error));
    }
    CHECK_FALSE(trial.reaches(again, status, StopCode::error));
  }
}

TEST_CASE("a trial that lacked disk space has reached no goal", "[halving]") {
  const AtRung trial;
  CHECK_FALSE(trial.reaches(to_the_end, RunStatus::failed, StopCode::no_space));
  CHECK_FALSE(trial.reaches(to_10, RunStatus::failed, StopCode::no_space));
}

}  // namespace runner::trial_goal_test
