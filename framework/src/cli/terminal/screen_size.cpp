#include "cli/terminal/screen_size.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <limits>
#include <string_view>

namespace runner {
namespace {

constexpr std::size_t max_size = std::numeric_limits<decltype(winsize::ws_col)>::max();

std::optional<std::size_t> size_variable(const char* name) {
  const char* const text = std::getenv(name);
  if (text == nullptr) return std::nullopt;
  const std::string_view view = text;
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(view.data(), view.data() + view.size(), number);
  const bool whole = error == std::errc() && end == view.data() + view.size();
  return whole && number > 0 && number <= max_size ? std::optional(number) : std::nullopt;
}

}  // namespace

std::optional<ScreenSize> screen_size() {
  ScreenSize size;
  winsize window{};
  const auto columns = size_variable("COLUMNS");
  const bool is_terminal = ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) == 0;
  if (!is_terminal && !columns) return std::nullopt;
  if (window.ws_col > 0) size.columns = window.ws_col;
  if (window.ws_row > 0) size.rows = window.ws_row;
  if (columns) size.columns = *columns;
  if (const auto rows = size_variable("LINES")) size.rows = *rows;
  return size;
}

std::optional<std::size_t> screen_width() {
  const auto size = screen_size();
  return size ? std::optional(size->columns) : std::nullopt;
}

}  // namespace runner
