#pragma once

#include <chrono>
#include <string>

#include "cli/terminal/interrupt.hpp"
#include "execution/run_display.hpp"

namespace runner {

// Shows a run on standard error: its lines, and below them, when it is a terminal, a live line with
// percentage, iterations a second and time left.
class TerminalDisplay final : public RunDisplay {
 public:
  explicit TerminalDisplay(const InterruptGuard& interrupt);
  ~TerminalDisplay() override;
  TerminalDisplay(const TerminalDisplay&) = delete;
  TerminalDisplay& operator=(const TerminalDisplay&) = delete;

  void line(std::string_view text) override;
  void progress(std::uint64_t iteration, std::uint64_t iterations, double seconds) override;
  bool stop_requested() override { return interrupt_.requested(); }

 private:
  using Clock = std::chrono::steady_clock;

  void clear_live_line();

  const InterruptGuard& interrupt_;
  bool terminal_;
  bool live_ = false;  // a live line stands on the screen
  Clock::time_point start_ = Clock::now();
  Clock::time_point last_shown_ = start_;
};

// "8.1 s", "4 min 09 s", "2 h 07 min".
std::string duration(double seconds);

// "37 %  370/1000  812 iterations/s  0.8 s left", of a run that made `iteration` updates in
// `elapsed` seconds.
std::string live_line(std::uint64_t iteration, std::uint64_t iterations, double elapsed);

}  // namespace runner
