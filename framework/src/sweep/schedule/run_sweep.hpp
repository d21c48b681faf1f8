// Runs the trials of a sweep, each in a process of its own.
#pragma once

#include <filesystem>
#include <string>

#include "sweep/schedule/sweep_tally.hpp"

namespace runner {

struct SweepOptions {
  std::filesystem::path output = "experiments";
  unsigned jobs = 1;     // processes at a time, at least 1
  unsigned threads = 1;  // shared among the processes, at least one each
  bool retry_failed = false;
  bool fail_fast = false;     // the first trial that fails ends the sweep
  bool replace_plan = false;  // write sweep.json once the sweep starts
};

// Told what a sweep does, by the thread that runs it.
class SweepObserver {
 public:
  virtual ~SweepObserver() = default;

  // Before the first trial starts; trials that ended earlier are counted already.
  virtual void begin(const SweepProgress& progress) = 0;
  // Halving: before the remaining trials are trained to progress.rung.
  virtual void rung(const SweepProgress& progress) = 0;
  virtual void ended(const Trial& trial, const RunRecord& record,
                     const SweepProgress& progress) = 0;
  // Several times a second.
  virtual void progress(const SweepProgress& progress) = 0;
  // Asked several times a second, also by the trials' processes: whether to end the running trials
  // and stop.
  virtual bool stop_requested() = 0;
};

struct SweepOutcome {
  SweepProgress progress;
  bool interrupted = false;
  std::string stop_reason;  // why the sweep ended early, as a sentence; empty if it did not
};

// Runs the unfinished trials of the plan in <output>/<name>/<id>, resuming those that have a
// checkpoint. Runs failed trials only with `retry_failed`, or if the disk was full. Waits for
// trials that another process is working on. The trials' processes end with the thread that calls
// this.
// Requires: this process has no other thread; the plan outlives the outcome.
// Throws: Error if the sweep cannot start: a trial's record cannot be read, or the plan cannot be
// written. Later errors end the sweep with a `stop_reason`.
SweepOutcome run_sweep(const SweepPlan& plan, const SweepOptions& options, const Catalog& catalog,
                       TrialData& data, SweepObserver& observer);

}  // namespace runner
