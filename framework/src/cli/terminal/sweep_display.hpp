#pragma once

#include <chrono>
#include <string>

#include "cli/terminal/interrupt.hpp"
#include "cli/terminal/live_line.hpp"
#include "sweep/schedule/run_sweep.hpp"

namespace runner {

// Shows a sweep on standard error: a line for each trial that ends, and a live line with counts,
// the best trial so far and the remaining time.
// Requires: plan, options and interrupt outlive the display.
class SweepDisplay final : public SweepObserver {
 public:
  SweepDisplay(const SweepPlan& plan, const SweepOptions& options, const InterruptGuard& interrupt);

  void begin(const SweepProgress& progress) override;
  void rung(const SweepProgress& progress) override;
  void ended(const Trial& trial, const RunRecord& record, const SweepProgress& progress) override;
  void progress(const SweepProgress& progress) override;
  bool stop_requested() override { return interrupt_.requested(); }

  // Prints the sweep's last lines.
  void end(const SweepOutcome& outcome);

 private:
  const SweepPlan& plan_;
  const SweepOptions& options_;
  const InterruptGuard& interrupt_;
  LiveLine live_line_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

// "12/40 done, 2 running, 1 failed, best train_loss 0.1234 (0123456789ab), 8.1 s left", for a sweep
// that has been running for `elapsed` seconds. Parts not known yet are left out.
std::string sweep_live_line(const SweepProgress& progress, Metric objective, double elapsed);

}  // namespace runner
