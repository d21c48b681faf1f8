#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "leases/failure_detector.hpp"
#include "sweep/schedule/run_sweep.hpp"
#include "sweep/schedule/trial_queue.hpp"
#include "sweep/schedule/worker_slots.hpp"
#include "sweep/trial/run_trial.hpp"

namespace runner {

// Trains a sweep's trials to the goal of one stage after another.
// Thread safety: none. The arguments of the constructor outlive the object.
class StageRunner {
 public:
  StageRunner(const SweepPlan& plan, const SweepOptions& options, const Catalog& catalog,
              TrialData& data, SweepObserver& observer);

  // Sets the stage's goal and enqueues the trials that have not reached it; with `retry_failed`
  // those that failed before as well.
  // Throws: Error (not_readable) if the record of a trial cannot be read.
  void begin_stage(const Stage& stage, const std::vector<const Trial*>& active_trials,
                   bool retry_failed);

  // Enqueues the trials that have not reached the goal, and returns how many trials are pending.
  // Throws: as begin_stage().
  std::size_t enqueue_pending(const std::vector<const Trial*>& active_trials);

  // Runs the pending trials until none is pending or running or, once the sweep is stopping, none
  // is running. An error aborts the sweep.
  void run_until_idle();

  // Ends the running trials and the sweep. Only the first reason counts.
  void abort(const std::string& reason);

  std::filesystem::path folder(const Trial& trial) const;
  const TrialGoal& goal() const { return goal_; }
  bool has_pending() const { return !queue_.empty(); }
  bool stopping() const { return outcome_.interrupted || !outcome_.stop_reason.empty(); }
  SweepTally& tally() { return tally_; }
  FailureDetector& failure_detector() { return failure_detector_; }
  SweepOutcome outcome() const;

 private:
  bool mark_if_done(const Trial& trial, const RunRecord& record, const TrialGoal& goal);
  void enqueue(const std::vector<const Trial*>& trials, const TrialGoal& goal);
  void fill_slots();
  bool start(const Trial& trial);
  void handle_ending(const WorkerSlots::Ended& ended);
  void record_death(const WorkerSlots::Ended& ended);
  void update_tally() { tally_.update(slots_.running(), queue_.size()); }

  const SweepPlan& plan_;
  const SweepOptions& options_;
  SweepObserver& observer_;
  FailureDetector failure_detector_;
  TrialContext context_;
  WorkerSlots slots_;
  TrialQueue queue_;
  SweepTally tally_;
  TrialGoal goal_;
  bool retry_failed_ = false;          // whether trials start that failed before the stage
  std::map<const Trial*, int> kills_;  // from outside
  SweepOutcome outcome_;
};

}  // namespace runner
