#include "base/regular_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>

#include "base/descriptor.hpp"

namespace runner {
namespace {

std::error_code last_error() { return {errno, std::generic_category()}; }

}  // namespace

std::string read_regular_file(const std::filesystem::path& file, std::uint64_t max_bytes,
                              std::error_code& error) {
  error.clear();
  const Descriptor descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  struct stat status {};
  if (descriptor.number() < 0 || ::fstat(descriptor.number(), &status) != 0) {
    error = last_error();
    return {};
  }
  const auto size = static_cast<std::uint64_t>(status.st_size);
  if (S_ISDIR(status.st_mode)) {
    error = std::make_error_code(std::errc::is_a_directory);
  } else if (!S_ISREG(status.st_mode)) {
    error = std::make_error_code(std::errc::not_supported);
  } else if (size > max_bytes) {
    error = std::make_error_code(std::errc::file_too_large);
  }
  if (error) return {};
  std::string bytes(size, '\0');
  std::size_t length = 0;
  while (length < bytes.size()) {
    const ssize_t got = ::read(descriptor.number(), &bytes[length], bytes.size() - length);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      error = last_error();
      return {};
    }
    if (got == 0) break;  // it has become shorter
    length += static_cast<std::size_t>(got);
  }
  bytes.resize(length);
  return bytes;
}

}  // namespace runner
