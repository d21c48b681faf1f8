#include "cli/terminal/pager.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/subprocess.hpp"
#include "base/text_width.hpp"
#include "cli/terminal/screen_size.hpp"

namespace runner {
namespace {

// Whether the text and a prompt below it need more rows than the terminal has.
bool is_longer_than(std::string_view text, const ScreenSize& screen) {
  std::size_t rows = 1;
  while (!text.empty() && rows <= screen.rows) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::size_t width = display_width(text.substr(0, end));
    rows += std::max<std::size_t>(1, (width + screen.columns - 1) / screen.columns);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return rows > screen.rows;
}

// The words that start the pager; empty if there is to be none.
std::vector<std::string> pager_command() {
  const char* const pager = std::getenv("PAGER");
  if (pager == nullptr) return {"less"};
  const std::string_view command = pager;
  if (command.empty() || command == "cat") return {};
  return {"sh", "-c", pager};
}

bool is_capable_terminal() {
  const char* const type = std::getenv("TERM");
  return ::isatty(STDOUT_FILENO) == 1 && type != nullptr && std::string_view(type) != "dumb";
}

// Returns false if nothing was shown because the pager cannot be started.
bool was_shown_by(const std::vector<std::string>& command, std::string_view text) {
  // A shell's statuses for a program that it does not find or cannot start.
  constexpr int not_executable = 126;
  constexpr int not_found = 127;
  try {
    const auto status = feed_program(command, text, {{"LESS", "FRX"}, {"LV", "-c"}});
    return status && *status != not_executable && *status != not_found;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

void print_paged(const std::string& text) {
  const auto screen = screen_size();
  if (screen && is_capable_terminal() && is_longer_than(text, *screen)) {
    const auto command = pager_command();
    std::fflush(stdout);
    if (!command.empty() && was_shown_by(command, text)) return;
  }
  fmt::print("{}", text);
}

}  // namespace runner
