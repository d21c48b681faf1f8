#include "config/home_path.hpp"

#include <fmt/format.h>

namespace runner {

std::optional<std::string> home_path_error(std::string_view path) {
  if (!path.starts_with('~')) return std::nullopt;
  if (path == "~" || path.starts_with("~/")) {
    return fmt::format("'{}' begins with '~', which only a shell expands; write '${{HOME}}{}'",
                       path, path.substr(1));
  }
  return fmt::format(
      "'{}' begins with '~', which only a shell expands; write the full path, or "
      "'./{}' for a file of that name",
      path, path);
}

}  // namespace runner
