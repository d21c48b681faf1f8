// The queue of a sweep's trials, and the counts of those that ended.
#include "sweep/schedule/sweep_tally.hpp"

#include "support/catch.hpp"
#include "sweep/schedule/trial_queue.hpp"

namespace runner::sweep_tally_test {
namespace {

using namespace std::chrono_literals;

const TrialQueue::Clock::time_point now{1000s};

SweepPlan plan_of(std::size_t trials) {
  SweepPlan plan;
  plan.objective = Metric::train_loss;
  plan.trials.resize(trials);
  return plan;
}

RunRecord record_of(RunStatus status, std::optional<double> train_loss = {}) {
  RunRecord record;
  record.status = status;
  if (train_loss) record.manifest.result.emplace().train.loss = *train_loss;
  return record;
}

}  // namespace

TEST_CASE("trials leave the queue in order", "[sweep]") {
  const SweepPlan plan = plan_of(2);
  TrialQueue queue;
  for (const auto& trial : plan.trials) queue.push(trial);
  CHECK(queue.size() == 2);
  CHECK(queue.pop_due(now) == &plan.trials[0]);
  CHECK(queue.pop_due(now) == &plan.trials[1]);
  CHECK(queue.pop_due(now) == nullptr);
  CHECK(queue.empty());
}

TEST_CASE("a trial that is not due does not hold up later ones", "[sweep]") {
  const SweepPlan plan = plan_of(3);
  TrialQueue queue;
  queue.push(plan.trials[0], now + poll_interval);
  queue.push(plan.trials[1]);
  queue.push(plan.trials[2], now);
  CHECK(queue.pop_due(now) == &plan.trials[1]);
  CHECK(queue.pop_due(now) == &plan.trials[2]);
  CHECK(queue.pop_due(now) == nullptr);
  CHECK(queue.size() == 1);
  CHECK(queue.pop_due(now + poll_interval) == &plan.trials[0]);
}

TEST_CASE("each trial is counted once, by how it ended", "[sweep]") {
  const SweepPlan plan = plan_of(5);
  SweepTally tally(plan);
  for (int repetition = 0; repetition < 2; ++repetition) {
    tally.count_ended(plan.trials[0], record_of(RunStatus::finished));
    tally.count_ended(plan.trials[1], record_of(RunStatus::failed));
    tally.count_ended(plan.trials[2], record_of(RunStatus::diverged));
    tally.count_ended(plan.trials[3], record_of(RunStatus::paused));
    tally.count_pruned(plan.trials[3]);
    tally.count_pruned(plan.trials[0]);
  }
  const SweepProgress& progress = tally.progress();
  CHECK(progress.trials == 5);
  CHECK(progress.finished == 1);
  CHECK(progress.failed == 2);
  CHECK(progress.pruned == 1);
  CHECK(progress.left() == 1);
  CHECK(progress.best == nullptr);
}

TEST_CASE("the best finished trial is the first with the best objective", "[sweep]") {
  const SweepPlan plan = plan_of(5);
  SweepTally tally(plan);
  tally.count_ended(plan.trials[0], record_of(RunStatus::finished, 0.5));
  tally.count_ended(plan.trials[1], record_of(RunStatus::failed, 0.1));
  tally.count_ended(plan.trials[2], record_of(RunStatus::finished, 0.2));
  tally.count_ended(plan.trials[3], record_of(RunStatus::finished, 0.2));
  tally.count_ended(plan.trials[4], record_of(RunStatus::finished));
  CHECK(tally.progress().best == &plan.trials[2]);
  CHECK(tally.progress().best_value == 0.2);
}

TEST_CASE("work is counted in iterations of the stages", "[sweep]") {
  SweepPlan plan = plan_of(9);
  plan.rungs = {10, 30};
  plan.eta = 3;
  const auto stages = stages_of(plan);
  SweepTally tally(plan);
  tally.begin_stage(stages[0], 9, 8);
  CHECK(tally.progress().rung == 10);
  CHECK(tally.progress().rung_trials == 9);
  CHECK(tally.progress().rung_reached == 1);
  CHECK(tally.progress().work_left == 8 * 10 + 3 * 20);
  tally.add_work();
  tally.update(2, 5);
  CHECK(tally.progress().work_done == 10);
  CHECK(tally.progress().work_left == 7 * 10 + 3 * 20);
  CHECK(tally.progress().running == 2);
  CHECK(tally.progress().rung_reached == 2);
  tally.begin_stage(stages[1], 3, 3);
  CHECK(tally.progress().work_done == 10);
  CHECK(tally.progress().work_left == 3 * 20);
}

}  // namespace runner::sweep_tally_test
