#pragma once

#include <chrono>
#include <string>

#include "cli/terminal/interrupt.hpp"
#include "cli/terminal/live_line.hpp"
#include "execution/run_display.hpp"

namespace runner {

// Shows a run on standard error: its lines, and a live line with percentage, iterations per second
// and remaining time.
class TerminalDisplay final : public RunDisplay {
 public:
  explicit TerminalDisplay(const InterruptGuard& interrupt) : interrupt_(interrupt) {}

  void line(std::string_view text) override { live_line_.print(text); }
  void progress(std::uint64_t iteration, std::uint64_t iterations, double seconds) override;
  bool stop_requested() override { return interrupt_.requested(); }

 private:
  using Clock = std::chrono::steady_clock;

  const InterruptGuard& interrupt_;
  LiveLine live_line_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point last_shown_ = start_;
};

// "37 %  370/1000  812.0 iterations/s  0.8 s left", for a run that made `iteration` updates in
// `elapsed` seconds.
std::string run_live_line(std::uint64_t iteration, std::uint64_t iterations, double elapsed);

}  // namespace runner
