#include "formats/memory_shortage.hpp"

#include <unistd.h>

#include <fmt/format.h>

namespace runner::formats {

std::string memory_shortage(std::uint64_t count, std::uint64_t size, std::uint64_t item_bytes) {
  const double needed =
      static_cast<double>(count) * static_cast<double>(size) * static_cast<double>(item_bytes);
  const double present =
      static_cast<double>(sysconf(_SC_PHYS_PAGES)) * static_cast<double>(sysconf(_SC_PAGESIZE));
  if (needed < present) return {};
  constexpr double gibibyte = 1 << 30;
  return fmt::format("{:.1f} GiB of memory, but this machine has {:.1f} GiB", needed / gibibyte,
                     present / gibibyte);
}

}  // namespace runner::formats
