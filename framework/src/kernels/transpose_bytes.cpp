#include "kernels/transpose_bytes.hpp"

#include <algorithm>
#include <cstring>

namespace runner {
namespace {

constexpr std::size_t side = 16;

// GCC's and Clang's vectors: two interleaving instructions on any processor, no dispatch needed.
using Row = std::uint8_t __attribute__((vector_size(side)));

Row interleave_lower(Row a, Row b) {
  return __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}

Row interleave_upper(Row a, Row b) {
  return __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15,
                                 31);
}

// Four rounds, each of which interleaves a row with the one eight rows below it, transpose a square
// of 16 x 16.
void transpose_square(Row (&rows)[side]) {
  for (int round = 0; round < 4; ++round) {
    Row next[side];
    for (std::size_t i = 0; i < side / 2; ++i) {
      next[2 * i] = interleave_lower(rows[i], rows[i + side / 2]);
      next[2 * i + 1] = interleave_upper(rows[i], rows[i + side / 2]);
    }
    std::copy(next, next + side, rows);
  }
}

}  // namespace

void transpose_bytes(const std::uint8_t* const* examples, std::size_t count, std::size_t inputs,
                     std::size_t width, std::uint8_t* lines) {
  const std::size_t whole = inputs - inputs % side;
  for (std::size_t first = 0; first < width; first += side) {
    const std::size_t present = count > first ? std::min(side, count - first) : 0;
    for (std::size_t k = 0; k < whole; k += side) {
      Row rows[side] = {};
      for (std::size_t i = 0; i < present; ++i)
        std::memcpy(&rows[i], examples[first + i] + k, side);
      transpose_square(rows);
      for (std::size_t i = 0; i < side; ++i) {
        std::memcpy(lines + (k + i) * width + first, &rows[i], side);
      }
    }
    for (std::size_t k = whole; k < inputs; ++k) {
      for (std::size_t i = 0; i < side; ++i) {
        lines[k * width + first + i] = i < present ? examples[first + i][k] : std::uint8_t{0};
      }
    }
  }
}

}  // namespace runner
