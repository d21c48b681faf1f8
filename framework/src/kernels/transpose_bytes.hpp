#pragma once

#include <cstddef>
#include <cstdint>

namespace runner {

// lines[k * width + i] = examples[i][k] for the `count` examples and k below `inputs`; zero for i
// from `count` to `width`, which is a multiple of 16.
void transpose_bytes(const std::uint8_t* const* examples, std::size_t count, std::size_t inputs,
                     std::size_t width, std::uint8_t* lines);

}  // namespace runner
