// The counts of a sweep.
#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "runs/run_record.hpp"
#include "sweep/plan/stages.hpp"
#include "sweep/plan/sweep_plan.hpp"

namespace runner {

// The progress of a sweep.
struct SweepProgress {
  std::uint64_t trials = 0;
  std::uint64_t finished = 0;
  std::uint64_t failed = 0;        // or diverged
  std::uint64_t pruned = 0;        // by successive halving
  std::uint64_t running = 0;       // in processes of this sweep
  std::uint64_t rung = 0;          // halving: the iterations of the current stage
  std::uint64_t rung_trials = 0;   // trials in the current stage
  std::uint64_t rung_reached = 0;  // trials in the current stage that need no more training
  // Work done by this sweep and still to do, in the same unit; proportional to time.
  double work_done = 0;
  double work_left = 0;
  // The best finished trial by the plan's objective; of equal ones, the first counted.
  const Trial* best = nullptr;
  double best_value = 0;

  // Trials that have not ended.
  std::uint64_t left() const { return trials - finished - failed - pruned; }
};

// Keeps a sweep's progress. Each trial is counted once, however often it is reported.
class SweepTally {
 public:
  // Requires: the plan outlives the tally.
  explicit SweepTally(const SweepPlan& plan);

  const SweepProgress& progress() const { return progress_; }

  // Starts counting for a stage of `trials` trials, `pending` of which need training.
  void begin_stage(const Stage& stage, std::size_t trials, std::size_t pending);
  // Updates what is running and pending now.
  void update(std::size_t running, std::size_t pending);
  // Counts the work of one trial in the current stage as done.
  void add_work();

  // Counts `trial` if `record` says that it has finished or failed.
  void count_ended(const Trial& trial, const RunRecord& record);
  // Counts `trial` as pruned unless it was counted before.
  void count_pruned(const Trial& trial);

 private:
  const SweepPlan& plan_;
  double weight_ = 1;  // work of one trial in the current stage
  std::set<const Trial*> counted_;
  SweepProgress progress_;
};

}  // namespace runner
