#include "cli/terminal/terminal_display.hpp"
#include "base/log_stderr.hpp"

#include <unistd.h>

#include <cstdio>

#include <fmt/format.h>

namespace runner {
std::string duration(double seconds) {
  if (seconds < 60) return fmt::format("{:.1f} s", seconds);
  const auto whole = static_cast<std::uint64_t>(seconds);
  if (whole < 3600) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  return fmt::format("{} h {:02} min", whole / 3600, whole / 60 % 60);
}

std::string live_line(std::uint64_t iteration, std::uint64_t iterations, double elapsed) {
  const auto done = static_cast<double>(iteration);
  const double rate = elapsed > 0 ? done / elapsed : 0;
  const double left = rate > 0 ? (static_cast<double>(iterations) - done) / rate : 0;
  return fmt::format("{:3.0f} %  {}/{}  {:.1f} iterations/s  {} left",
                     100.0 * done / static_cast<double>(iterations), iteration, iterations, rate,
                     duration(left));
}

TerminalDisplay::TerminalDisplay(const InterruptGuard& interrupt)
    : interrupt_(interrupt), terminal_(isatty(STDERR_FILENO) == 1) {}

TerminalDisplay::~TerminalDisplay() { clear_live_line(); }

void TerminalDisplay::line(std::string_view text) {
  clear_live_line();
  log_stderr(fmt::format("{}\n", text));
}

void TerminalDisplay::progress(std::uint64_t iteration, std::uint64_t iterations, double) {
  if (!terminal_) return;
  const auto now = Clock::now();
  if (now - last_shown_ < std::chrono::milliseconds(100)) return;
  last_shown_ = now;
  const double elapsed = std::chrono::duration<double>(now - start_).count();
  log_stderr(fmt::format("\r\x1b[K{}", live_line(iteration, iterations, elapsed)));
  std::fflush(stderr);
  live_ = true;
}

void TerminalDisplay::clear_live_line() {
  if (!live_) return;
  log_stderr("\r\x1b[K");
  live_ = false;
}

}  // namespace runner
