#include "formats/standard_input.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

#include "base/error.hpp"

namespace runner::formats {

std::vector<std::uint8_t> read_standard_input() {
  constexpr std::size_t first_bytes = 1 << 16;
  std::vector<std::uint8_t> bytes(first_bytes);
  std::size_t filled = 0;
  while (true) {
    filled += std::fread(bytes.data() + filled, 1, bytes.size() - filled, stdin);
    if (std::ferror(stdin) != 0) {
      throw Error(ErrorCode::not_readable,
                  std::string("standard input cannot be read: ") + std::strerror(errno) + ".");
    }
    if (filled < bytes.size()) break;
    bytes.resize(2 * bytes.size());
  }
  bytes.resize(filled);
  return bytes;
}

}  // namespace runner::formats
