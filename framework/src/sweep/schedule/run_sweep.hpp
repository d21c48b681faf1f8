// Runs the trials of a sweep in processes of their own.
#pragma once

#include <filesystem>
#include <string>

#include "plugin_host/catalog.hpp"
#include "sweep/plan/trial_data.hpp"
#include "sweep/schedule/sweep_progress.hpp"

namespace runner {

struct SweepOptions {
  std::filesystem::path output = "experiments";
  unsigned jobs = 1;     // processes at a time, at least 1
  unsigned threads = 1;  // shared out among them, at least one each
  bool retry_failed = false;
  bool fail_fast = false;  // the first trial that fails ends the sweep
};

// Told what a sweep does, by the thread that runs it.
class SweepObserver {
 public:
  virtual ~SweepObserver() = default;

  // Before the first trial starts; those that ended earlier are counted already.
  virtual void begin(const SweepProgress& progress) = 0;
  // Halving: before the trials that still go on are taken to progress.rung.
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
  std::string stop_reason;  // why the sweep ended early, as a sentence; empty when it did not
};

// Runs what is missing of the plan in <output>/<name>/<id>: trials that are not at their end, from
// their checkpoints where they have one. Failed ones only with `retry_failed`, or when it was the
// disk that was full. Trials that another process is at work on are waited for. Trials' processes
// end with the thread that calls this, which must be the only one. The plan outlives the outcome.
SweepOutcome run_sweep(const SweepPlan& plan, const SweepOptions& options, const Catalog& catalog,
                       TrialData& data, SweepObserver& observer);

}  // namespace runner
