#include "runs/run_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include <fmt/format.h>

#include "config/diagnostics.hpp"

namespace runner {

RunLock::RunLock(const std::filesystem::path& folder) {
  const auto file = folder / "log.txt";
  descriptor_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor_ < 0) {
    throw InputError(fmt::format("{}: the file cannot be opened for writing: {}.", file.string(),
                                 std::strerror(errno)));
  }
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return;
  const int error = errno;
  ::close(descriptor_);
  throw InputError(
      error == EWOULDBLOCK
          ? fmt::format("{}: another process is going on with this run.", folder.string())
          : fmt::format("{}: the file cannot be locked: {}.", file.string(), std::strerror(error)));
}

RunLock::~RunLock() { ::close(descriptor_); }

}  // namespace runner
