#include "cli/terminal/live_line.hpp"

#include <unistd.h>

#include <cstdio>

#include <fmt/format.h>

#include "base/log_stderr.hpp"

namespace runner {
namespace {

// Removes the live line from the screen.
void erase_line() {
  constexpr std::string_view sequence = "\r\x1b[K";
  std::fwrite(sequence.data(), 1, sequence.size(), stderr);
  std::fflush(stderr);
}

}  // namespace

LiveLine::LiveLine() : terminal_(isatty(STDERR_FILENO) == 1) {}

LiveLine::~LiveLine() { clear(); }

void LiveLine::show(std::string_view text) {
  if (!terminal_) return;
  erase_line();
  log_stderr(text);
  live_ = true;
}

void LiveLine::print(std::string_view text) {
  clear();
  log_stderr(fmt::format("{}\n", text));
}

void LiveLine::clear() {
  if (live_) erase_line();
  live_ = false;
}

}  // namespace runner
