#pragma once

#include <cstdint>

namespace runner {

// How an example's values form an image: row by row, the channels of a pixel side by side. Data
// that are not images have one row.
struct InputShape {
  std::uint64_t rows = 1;
  std::uint64_t columns = 0;
  std::uint64_t channels = 1;

  std::uint64_t inputs() const { return rows * columns * channels; }
  bool operator==(const InputShape&) const = default;
};

}  // namespace runner
