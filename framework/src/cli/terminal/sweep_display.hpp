#pragma once

#include <chrono>
#include <string>

#include "cli/terminal/interrupt.hpp"
#include "sweep/schedule/run_sweep.hpp"

namespace runner {

// Shows a sweep on standard error: a line for each trial that ends, and below them, when it is a
// terminal, a live line with counts, the best trial so far and the time left.
class SweepDisplay final : public SweepObserver {
 public:
  SweepDisplay(const SweepPlan& plan, const SweepOptions& options, const InterruptGuard& interrupt);
  ~SweepDisplay() override;
  SweepDisplay(const SweepDisplay&) = delete;
  SweepDisplay& operator=(const SweepDisplay&) = delete;

  void begin(const SweepProgress& progress) override;
  void rung(const SweepProgress& progress) override;
  void ended(const Trial& trial, const RunRecord& record, const SweepProgress& progress) override;
  void progress(const SweepProgress& progress) override;
  bool stop_requested() override { return interrupt_.requested(); }

  // The sweep's last lines.
  void end(const SweepOutcome& outcome);

 private:
  void line(const std::string& text);

  const SweepPlan& plan_;
  const SweepOptions& options_;
  const InterruptGuard& interrupt_;
  bool terminal_;
  bool live_ = false;  // a live line stands on the screen
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

// "12/40 done, 2 running, 1 failed, best train_loss 0.1234 (0123456789ab), 8.1 s left", of a sweep
// that went on for `elapsed` seconds. What is not known yet is left out.
std::string sweep_live_line(const SweepProgress& progress, Metric objective, double elapsed);

}  // namespace runner
