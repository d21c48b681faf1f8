#pragma once

#include <cstdint>
#include <vector>

namespace runner::formats {

// Reads standard input to its end.
// Throws: Error (not_readable).
std::vector<std::uint8_t> read_standard_input();

}  // namespace runner::formats
