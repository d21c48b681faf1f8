#include "base/regular_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <string>

#include "base/descriptor.hpp"

namespace runner {
namespace {

// errno's numbers, with messages that fit files.
class FileErrors final : public std::error_category {
 public:
  const char* name() const noexcept override { return "file"; }
  std::string message(int number) const override {
    if (number == EOPNOTSUPP) return "it is not a regular file";
    if (number == ENOLINK) return "it is a symbolic link to a file that does not exist";
    return std::generic_category().message(number);
  }
  std::error_condition default_error_condition(int number) const noexcept override {
    return {number, std::generic_category()};
  }
};

std::error_code file_error(int number) {
  static const FileErrors category;
  return {number, category};
}

std::error_code opening_error(const std::filesystem::path& file) {
  const int number = errno;
  struct stat status {};
  const bool is_link = number == ENOENT && ::lstat(file.c_str(), &status) == 0;
  return file_error(is_link ? ENOLINK : number);
}

}  // namespace

std::string read_regular_file(const std::filesystem::path& file, std::uint64_t max_bytes,
                              std::error_code& error) {
  error.clear();
  const Descriptor descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  struct stat status {};
  if (descriptor.number() < 0 || ::fstat(descriptor.number(), &status) != 0) {
    error = opening_error(file);
    return {};
  }
  const auto size = static_cast<std::uint64_t>(status.st_size);
  if (S_ISDIR(status.st_mode)) {
    error = file_error(EISDIR);
  } else if (!S_ISREG(status.st_mode)) {
    error = file_error(EOPNOTSUPP);
  } else if (size > max_bytes) {
    error = file_error(EFBIG);
  }
  if (error) return {};
  std::string bytes(size, '\0');
  std::size_t length = 0;
  while (length < bytes.size()) {
    const ssize_t got = ::read(descriptor.number(), &bytes[length], bytes.size() - length);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      error = file_error(errno);
      return {};
    }
    if (got == 0) break;  // it has become shorter
    length += static_cast<std::size_t>(got);
  }
  bytes.resize(length);
  return bytes;
}

}  // namespace runner
