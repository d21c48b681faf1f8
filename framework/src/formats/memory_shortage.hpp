#pragma once

#include <cstdint>
#include <string>

namespace runner::formats {

// Whether count * size values of `item_bytes` each go into the memory of this machine, to be asked
// before it is taken for sizes that come from a file or a user. Empty when they do, else
// "7450.6 GiB of memory, but this machine has 23.5 GiB".
std::string memory_shortage(std::uint64_t count, std::uint64_t size, std::uint64_t item_bytes);

}  // namespace runner::formats
