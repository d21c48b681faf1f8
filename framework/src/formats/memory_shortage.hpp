#pragma once

#include <cstdint>
#include <string>

namespace runner::formats {

// Checks that count * size values of `item_bytes` each fit into this machine's memory, before
// allocating a size that comes from a file or a user.
// Returns an empty text if they fit, and otherwise
// "7450.6 GiB of memory, but this machine has 23.5 GiB".
std::string memory_shortage(std::uint64_t count, std::uint64_t size, std::uint64_t item_bytes);

}  // namespace runner::formats
