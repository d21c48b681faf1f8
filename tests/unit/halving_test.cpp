// Successive halving: its rungs, which trials are promoted, and which goals a trial has reached.
#include "sweep/plan/halving.hpp"

#include <limits>

#include "runs/metrics_csv.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"
#include "sweep/plan/stages.hpp"
#include "sweep/trial/trial_goal.hpp"

namespace runner {
namespace {

using test::TemporaryFolder;
using test::write_file;
using Numbers = std::vector<std::uint64_t>;
using Places = std::vector<std::size_t>;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

SweepPlan plan_with(Numbers rungs, std::uint64_t eta) {
  SweepPlan plan;
  plan.rungs = std::move(rungs);
  plan.eta = eta;
  return plan;
}

const std::string header = std::string(metrics_header) + "\n";

// The validation accuracy at iteration 10 in a metrics.csv of that text.
std::optional<double> accuracy_in(const std::string& metrics) {
  const TemporaryFolder folder;
  write_file(folder / "metrics.csv", metrics);
  return metric_at(folder.path(), "validation_accuracy", 10);
}

TrialRecord record_of(RunStatus status, std::optional<StopCode> code = {}) {
  TrialRecord record;
  record.status = status;
  record.stop_code = code;
  return record;
}

// A trial's folder whose metrics reach iteration 10, and goals for it.
class AtRung {
 public:
  AtRung() { write_file(folder_ / "metrics.csv", header + "10,0.5,1,0.5,1,0.5,1,0.5,3\n"); }
  bool reaches(const TrialGoal& goal, const TrialRecord& record) const {
    return goal.is_reached(folder_.path(), record);
  }

 private:
  TemporaryFolder folder_;
};

const TrialGoal to_the_end{"validation_accuracy"};
const TrialGoal to_10{"validation_accuracy", 10};
const TrialGoal to_20{"validation_accuracy", 20};

}  // namespace

TEST_CASE("rungs are eta times apart, and the last one is the end", "[halving]") {
  CHECK(halving_rungs(10, 3, 90) == Numbers{10, 30, 90});
  CHECK(halving_rungs(10, 3, 91) == Numbers{10, 30, 90, 91});
  CHECK(halving_rungs(10, 3, 100) == Numbers{10, 30, 90, 100});
  CHECK(halving_rungs(10, 1000, 11) == Numbers{10, 11});
  CHECK(halving_rungs(1, 2, 2) == Numbers{1, 2});
}

TEST_CASE("one trial in eta is promoted, rounded down, and at least one", "[halving]") {
  CHECK(promoted_count(9, 3) == 3);
  CHECK(promoted_count(8, 3) == 2);
  CHECK(promoted_count(3, 3) == 1);
  CHECK(promoted_count(2, 3) == 1);
  CHECK(promoted_count(1, 3) == 1);
}

TEST_CASE("a lower loss and a higher accuracy are better, equal ones are not", "[halving]") {
  CHECK(is_better("validation_loss", 1, 2));
  CHECK_FALSE(is_better("validation_loss", 2, 1));
  CHECK_FALSE(is_better("validation_loss", 1, 1));
  CHECK(is_better("validation_accuracy", 2, 1));
  CHECK_FALSE(is_better("validation_accuracy", 1, 2));
  CHECK_FALSE(is_better("validation_accuracy", 1, 1));
}

TEST_CASE("NaN is worse than any number", "[halving]") {
  for (const char* metric : {"validation_loss", "validation_accuracy"}) {
    CAPTURE(metric);
    for (const double number : {-infinity, 0.0, infinity}) {
      CHECK(is_better(metric, number, nan));
      CHECK_FALSE(is_better(metric, nan, number));
    }
    CHECK_FALSE(is_better(metric, nan, nan));
  }
}

TEST_CASE("the best are promoted, in their original order", "[halving]") {
  const std::vector<Candidate> six = {{"f", 0.3}, {"e", 0.1}, {"d", 0.6},
                                      {"c", 0.2}, {"b", 0.5}, {"a", 0.4}};
  CHECK(promote(six, "validation_accuracy", 2) == Places{2, 4, 5});
  CHECK(promote(six, "validation_accuracy", 3) == Places{2, 4});
  CHECK(promote(six, "validation_loss", 3) == Places{1, 3});
  CHECK(promote(six, "validation_loss", 7) == Places{1});
}

TEST_CASE("of equal ones those with the smallest ids are promoted", "[halving]") {
  const std::vector<Candidate> duplicates = {{"d", 0.5}, {"a", 0.5}, {"c", 0.5}, {"b", 0.5}};
  CHECK(promote(duplicates, "validation_accuracy", 2) == Places{1, 3});
  CHECK(promote(duplicates, "validation_loss", 4) == Places{1});
  const std::vector<Candidate> mixed = {{"d", 0.5}, {"a", 0.5}, {"c", 0.7}, {"b", 0.1}};
  CHECK(promote(mixed, "validation_accuracy", 2) == Places{1, 2});
}

TEST_CASE("failed trials are never promoted, even if fewer are then", "[halving]") {
  const std::vector<Candidate> few = {{"a", {}}, {"b", 0.1}, {"c", {}},
                                      {"d", {}}, {"e", {}},  {"f", {}}};
  CHECK(promote(few, "validation_accuracy", 2) == Places{1});
  CHECK(promote({{"a", {}}, {"b", {}}}, "validation_accuracy", 2).empty());
  CHECK(promote({}, "validation_accuracy", 2).empty());
}

TEST_CASE("failed trials count towards how many are promoted", "[halving]") {
  const std::vector<Candidate> six = {{"a", {}},  {"b", 0.1}, {"c", 0.2},
                                      {"d", 0.3}, {"e", {}},  {"f", 0.4}};
  CHECK(promote(six, "validation_accuracy", 2) == Places{2, 3, 5});
}

TEST_CASE("NaN is promoted only if nothing better remains", "[halving]") {
  const std::vector<Candidate> four = {{"a", nan}, {"b", infinity}, {"c", {}}, {"d", nan}};
  CHECK(promote(four, "validation_loss", 4) == Places{1});
  CHECK(promote(four, "validation_loss", 2) == Places{0, 1});
}

TEST_CASE("without rungs a sweep is one stage to the end", "[halving]") {
  const auto plan = plan_with({}, 0);
  const auto stages = stages_of(plan);
  REQUIRE(stages.size() == 1);
  CHECK(stages[0].iterations == 0);
  CHECK(stages[0].is_last);
  CHECK(stages[0].weight == 1);
  CHECK(work_after(plan, stages[0], 9) == 0);
}

TEST_CASE("each rung is a stage, weighted by its iterations since the one before", "[halving]") {
  const auto stages = stages_of(plan_with({10, 30, 90}, 3));
  REQUIRE(stages.size() == 3);
  const std::uint64_t ends[] = {10, 30, 90};
  const double weights[] = {10, 20, 60};
  for (std::size_t i = 0; i < 3; ++i) {
    CAPTURE(i);
    CHECK(stages[i].iterations == ends[i]);
    CHECK(stages[i].weight == weights[i]);
    CHECK(stages[i].is_last == (i == 2));
  }
}

TEST_CASE("the work after a stage is that of the promoted trials", "[halving]") {
  const auto plan = plan_with({10, 30, 90}, 3);
  const auto stages = stages_of(plan);
  CHECK(work_after(plan, stages[0], 9) == 3 * 20 + 1 * 60);
  CHECK(work_after(plan, stages[0], 2) == 1 * 20 + 1 * 60);
  CHECK(work_after(plan, stages[1], 3) == 1 * 60);
  CHECK(work_after(plan, stages[2], 1) == 0);
}

TEST_CASE("a metric is found by its column and the row's iteration", "[halving]") {
  const TemporaryFolder folder;
  write_file(folder / "metrics.csv",
             header + "0,0,1.5,0.1,1.25,0.2,1.75,0.3,0.5\n10,0.5,2.5,0.4,2.25,0.5,2.75,0.6,1\n");
  CHECK(metric_at(folder.path(), "validation_loss", 0) == 1.25);
  CHECK(metric_at(folder.path(), "validation_loss", 10) == 2.25);
  CHECK(metric_at(folder.path(), "validation_accuracy", 10) == 0.5);
  CHECK_FALSE(metric_at(folder.path(), "validation_accuracy", 1).has_value());
}

TEST_CASE("there is no metric without a complete row of that iteration", "[halving]") {
  const TemporaryFolder folder;
  CHECK_FALSE(metric_at(folder.path(), "validation_accuracy", 10).has_value());
  CHECK_FALSE(accuracy_in("").has_value());
  CHECK_FALSE(accuracy_in(header).has_value());
  CHECK_FALSE(accuracy_in(header + "10,0.5,2.5,0.4,2.25,0.5,2.75,0.6,1").has_value());
  CHECK_FALSE(accuracy_in(header + "10,0.5,2.5,0.4,2.25,0.5\n").has_value());
  CHECK_FALSE(accuracy_in(header + "10,0.5,2.5,0.4,,,2.75,0.6,1\n").has_value());
  CHECK_FALSE(accuracy_in(header + "10x,0.5,2.5,0.4,2.25,0.5,2.75,0.6,1\n").has_value());
  CHECK_FALSE(accuracy_in(header + "10,0.5,2.5,0.4,2.25,0.5?,2.75,0.6,1\n").has_value());
}

TEST_CASE("foreign text beside a row does not hide it", "[halving]") {
  CHECK(accuracy_in("foreign\n,,,\n\n" + header +
                    "\xff\xfe,,,,,,,,\n10,0.5,2.5,0.4,2.25,0.5,2.75,0.6,1\n11,0.") == 0.5);
}

TEST_CASE("a finished trial has reached every goal, a missing one none", "[halving]") {
  const AtRung trial;
  for (const auto& goal : {to_the_end, to_10, to_20}) {
    CHECK(trial.reaches(goal, record_of(RunStatus::finished)));
    CHECK_FALSE(trial.reaches(goal, record_of(RunStatus::missing)));
  }
}

TEST_CASE("an unfinished trial has reached a rung if metrics.csv has its row", "[halving]") {
  const AtRung trial;
  for (const RunStatus status : {RunStatus::running, RunStatus::paused, RunStatus::interrupted,
                                 RunStatus::killed, RunStatus::unreadable}) {
    CAPTURE(to_text(status));
    CHECK(trial.reaches(to_10, record_of(status)));
    CHECK_FALSE(trial.reaches(to_20, record_of(status)));
    CHECK_FALSE(trial.reaches(to_the_end, record_of(status)));
  }
}

TEST_CASE("a failed trial has reached every goal unless it is retried", "[halving]") {
  const AtRung trial;
  TrialGoal again = to_10;
  again.retry_failed = true;
  for (const RunStatus status : {RunStatus::failed, RunStatus::diverged}) {
    CAPTURE(to_text(status));
    for (const auto& goal : {to_the_end, to_10, to_20}) {
      CHECK(trial.reaches(goal, record_of(status, StopCode::error)));
    }
    CHECK_FALSE(trial.reaches(again, record_of(status)));
  }
}

TEST_CASE("a trial that lacked disk space has reached no goal", "[halving]") {
  const AtRung trial;
  CHECK_FALSE(trial.reaches(to_the_end, record_of(RunStatus::failed, StopCode::no_space)));
  CHECK_FALSE(trial.reaches(to_10, record_of(RunStatus::failed, StopCode::no_space)));
}

}  // namespace runner
