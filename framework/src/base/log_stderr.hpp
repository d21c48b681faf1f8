#pragma once

#include <cstdio>
#include <string_view>

namespace runner {

// Writes to standard error. Ignores failures: a closed terminal must not end a run.
inline void log_stderr(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
}

}  // namespace runner
