#include "base/atomic_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/descriptor.hpp"
#include "base/error.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& path, std::string_view step, int error) {
  throw Error(write_error_code(error), fmt::format("{}: the file cannot be written: {} failed: {}.",
                                                   path.string(), step, std::strerror(error)));
}

// Removes a file at the end of the scope, unless keep() was called.
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

constexpr std::string_view temporary_prefix = ".write-";
constexpr std::string_view temporary_suffix = ".tmp";

std::string own_prefix() { return fmt::format("{}{}-", temporary_prefix, ::getpid()); }

// The counter distinguishes threads and the pid processes; a file left by a crashed process makes
// the caller's O_EXCL fail, and the caller tries the next name. The final file's name is not part
// of it, because that may already have the maximum length.
fs::path next_temporary_name(const fs::path& folder) {
  static std::atomic<std::uint64_t> counter{0};
  return folder / fmt::format("{}{}{}", own_prefix(), counter++, temporary_suffix);
}

std::pair<int, fs::path> open_temporary(const fs::path& path, mode_t mode) {
  while (true) {
    fs::path name = next_temporary_name(folder_of(path));
    const int number = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (number >= 0) return {number, std::move(name)};
    if (errno != EEXIST && errno != EINTR) fail(path, "creating a temporary file beside it", errno);
  }
}

void write_all(int descriptor, std::span<const std::byte> bytes, const fs::path& path) {
  // Linux transfers at most 0x7ffff000 bytes a call.
  constexpr std::size_t max_bytes = std::size_t{1} << 30;
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), std::min(bytes.size(), max_bytes));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail(path, "writing", errno);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
}

// Makes the rename survive a crash. File systems that cannot sync folders return EINVAL.
void sync_folder(const fs::path& path) {
  Descriptor folder(::open(folder_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.number() < 0) fail(path, "opening its folder", errno);
  if (::fsync(folder.number()) != 0 && errno != EINVAL) fail(path, "syncing its folder", errno);
}

}  // namespace

void write_file_atomically(const fs::path& path, std::span<const std::byte> bytes) {
  auto [number, name] = open_temporary(path, 0666);
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

void write_private_file(const fs::path& path, std::string_view text) {
  auto [number, name] = open_temporary(path, 0600);
  Descriptor file(number);
  TemporaryName temporary(name);
  write_all(file.number(), std::as_bytes(std::span(text)), path);
  if (file.close() != 0) fail(path, "closing it", errno);
  if (::rename(name.c_str(), path.c_str()) != 0) fail(path, "renaming its temporary file", errno);
  temporary.keep();
}

void remove_abandoned_files(const fs::path& folder) {
  std::error_code error;
  const std::string own = own_prefix();
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    const bool is_temporary =
        name.starts_with(temporary_prefix) && name.ends_with(temporary_suffix);
    if (is_temporary && !name.starts_with(own)) ::unlink(entry->path().c_str());
  }
}

std::uint64_t sync_file(const fs::path& path) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number() < 0) fail(path, "opening it to sync it", errno);
  if (::fsync(file.number()) != 0) fail(path, "syncing it to the disk", errno);
  struct stat status {};
  if (::fstat(file.number(), &status) != 0) fail(path, "determining its length", errno);
  return static_cast<std::uint64_t>(status.st_size);
}

}  // namespace runner
