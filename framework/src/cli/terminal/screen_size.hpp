#pragma once

#include <cstddef>
#include <optional>

namespace runner {

struct ScreenSize {
  std::size_t columns = 80;
  std::size_t rows = 24;
};

// The size of the terminal that standard output is connected to. COLUMNS and LINES, where they are
// whole numbers from 1 to 65535, the most a terminal can have, take precedence, and are enough
// without a terminal. Returns nothing if the width is unknown: output goes to a file or pipe and
// COLUMNS is not set.
std::optional<ScreenSize> screen_size();

// Its columns.
std::optional<std::size_t> screen_width();

}  // namespace runner
