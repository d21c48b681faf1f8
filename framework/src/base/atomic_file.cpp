#include "base/atomic_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/descriptor.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& path, std::string_view step, int error) {
  throw std::runtime_error(fmt::format("{}: the file cannot be written: {} failed: {}.",
                                       path.string(), step, std::strerror(error)));
}

// Removes a file when it goes out of scope, unless it was kept.
class TemporaryName {
 public:
  explicit TemporaryName(fs::path path) : path_(std::move(path)) {}
  TemporaryName(const TemporaryName&) = delete;
  TemporaryName& operator=(const TemporaryName&) = delete;
  ~TemporaryName() {
    if (!kept_) ::unlink(path_.c_str());
  }

  void keep() { kept_ = true; }

 private:
  fs::path path_;
  bool kept_ = false;
};

fs::path folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

// Unique among the threads of this process by a counter, among processes by the pid, and after a
// crash by O_EXCL in the caller, which takes the next name. The file's own name is left out: it may
// already be as long as a name can be.
fs::path next_temporary_name(const fs::path& folder) {
  static std::atomic<std::uint64_t> counter{0};
  return folder / fmt::format(".write-{}-{}.tmp", ::getpid(), counter++);
}

std::pair<int, fs::path> open_temporary(const fs::path& path) {
  while (true) {
    fs::path name = next_temporary_name(folder_of(path));
    const int number = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (number >= 0) return {number, std::move(name)};
    if (errno != EEXIST && errno != EINTR) fail(path, "making a temporary file beside it", errno);
  }
}

void write_all(int descriptor, std::span<const std::byte> bytes, const fs::path& path) {
  // Linux transfers at most 0x7ffff000 bytes a call.
  constexpr std::size_t most = std::size_t{1} << 30;
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), std::min(bytes.size(), most));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail(path, "writing", errno);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
}

// Makes the rename itself survive a crash. File systems that cannot sync folders say EINVAL.
void sync_folder(const fs::path& path) {
  Descriptor folder(::open(folder_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.number() < 0) fail(path, "opening its folder", errno);
  if (::fsync(folder.number()) != 0 && errno != EINVAL) fail(path, "syncing its folder", errno);
}

}  // namespace

void write_file_atomically(const fs::path& path, std::span<const std::byte> bytes) {
  auto [number, name] = open_temporary(path);
  Descriptor file(number);
  TemporaryName temporary(name);
  write_all(file.number(), bytes, path);
  if (::fsync(file.number()) != 0) fail(path, "syncing it to the disk", errno);
  if (file.close() != 0) fail(path, "closing it", errno);
  if (::rename(name.c_str(), path.c_str()) != 0) fail(path, "renaming its temporary file", errno);
  temporary.keep();
  sync_folder(path);
}

void write_file_atomically(const fs::path& path, std::string_view text) {
  write_file_atomically(path, std::as_bytes(std::span(text)));
}

std::uint64_t sync_file(const fs::path& path) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number() < 0) fail(path, "opening it to sync it", errno);
  if (::fsync(file.number()) != 0) fail(path, "syncing it to the disk", errno);
  struct stat status {};
  if (::fstat(file.number(), &status) != 0) fail(path, "asking for its length", errno);
  return static_cast<std::uint64_t>(status.st_size);
}

}  // namespace runner
