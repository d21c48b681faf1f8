#include "cli/terminal/live_line.hpp"

#include <unistd.h>

#include <fmt/format.h>

#include "base/log_stderr.hpp"

namespace runner {
namespace {

constexpr std::string_view erase_line = "\r\x1b[K";

}  // namespace

LiveLine::LiveLine() : terminal_(isatty(STDERR_FILENO) == 1) {}

LiveLine::~LiveLine() { clear(); }

void LiveLine::show(std::string_view text) {
  if (!terminal_) return;
  log_stderr(fmt::format("{}{}", erase_line, text));
  live_ = true;
}

void LiveLine::print(std::string_view text) {
  clear();
  log_stderr(fmt::format("{}\n", text));
}

void LiveLine::clear() {
  if (live_) log_stderr(erase_line);
  live_ = false;
}

}  // namespace runner
