#include "runs/run_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>
#include <cstring>

#include <fmt/format.h>

#include "base/error.hpp"
#include "runs/file_names.hpp"

namespace runner {

RunLock::RunLock(const std::filesystem::path& folder)
    : log_(::open((folder / file_names::log).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)) {
  const int error = errno;
  const auto file = (folder / file_names::log).string();
  if (log_.number() < 0) {
    throw Error(
        ErrorCode::invalid_input,
        fmt::format("{}: the file cannot be opened for writing: {}.", file, std::strerror(error)));
  }
  if (::flock(log_.number(), LOCK_EX | LOCK_NB) == 0) return;
  throw Error(ErrorCode::invalid_input,
              errno == EWOULDBLOCK
                  ? fmt::format("{}: another process is resuming this run.", folder.string())
                  : fmt::format("{}: the file cannot be locked: {}.", file, std::strerror(errno)));
}

}  // namespace runner
