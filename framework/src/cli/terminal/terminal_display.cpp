#include "cli/terminal/terminal_display.hpp"

#include <fmt/format.h>

#include "cli/terminal/duration.hpp"

namespace runner {

std::string run_live_line(std::uint64_t iteration, std::uint64_t iterations, double elapsed) {
  const auto done = static_cast<double>(iteration);
  const double rate = elapsed > 0 ? done / elapsed : 0;
  const double left = rate > 0 ? (static_cast<double>(iterations) - done) / rate : 0;
  return fmt::format("{:3.0f} %  {}/{}  {:.1f} iterations/s  {} left",
                     100.0 * done / static_cast<double>(iterations), iteration, iterations, rate,
                     duration_text(left));
}

void TerminalDisplay::progress(std::uint64_t iteration, std::uint64_t iterations, double) {
  if (!live_line_.is_visible()) return;
  const auto now = Clock::now();
  if (now - last_shown_ < std::chrono::milliseconds(100)) return;
  last_shown_ = now;
  const double elapsed = std::chrono::duration<double>(now - start_).count();
  live_line_.show(run_live_line(iteration, iterations, elapsed));
}

}  // namespace runner
