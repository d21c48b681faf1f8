#pragma once

#include <cstdio>
#include <string>
#include <string_view>

#include "base/text_width.hpp"

namespace runner {

// Writes lines to standard error, made printable, since they may hold names of files. Ignores
// failures: a closed terminal must not end a run.
inline void log_stderr(std::string_view lines) {
  const std::string text = printable_lines(lines);
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
}

}  // namespace runner
