#include "runs/run_cache.hpp"

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <type_traits>

#include <fmt/format.h>

#include "base/atomic_file.hpp"
#include "base/build_info.hpp"
#include "base/error.hpp"
#include "base/regular_file.hpp"
#include "base/sha256.hpp"
#include "runs/file_names.hpp"
#include "runs/stored_run_bytes.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t max_cache_bytes = std::uint64_t{1} << 28;
constexpr std::size_t checksum_size = 64;
// File systems keep times to as little as two seconds.
constexpr std::int64_t settling_time = 2'000'000'000;

std::int64_t nanoseconds(const timespec& time) {
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

std::optional<FileStamp> file_stamp(const fs::path& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  return FileStamp{status.st_ino, static_cast<std::uint64_t>(status.st_size),
                   nanoseconds(status.st_mtim), nanoseconds(status.st_ctim)};
}

std::string text_of(const FileStamp& stamp) {
  return fmt::format("{} {} {} {}", stamp.inode, stamp.size, stamp.modified, stamp.changed);
}

// Which program may read the records: this very file, since another build may give them another
// meaning.
std::string program_identity() {
  const auto stamp = file_stamp("/proc/self/exe");
  return fmt::format("{} {} {}", build_info::version, build_info::git_commit,
                     stamp ? text_of(*stamp) : "");
}

// An absolute path in an environment variable.
std::optional<fs::path> absolute_variable(const char* name) {
  const char* const value = std::getenv(name);
  if (value == nullptr || !fs::path(value).is_absolute()) return std::nullopt;
  return value;
}

// Whether this user owns it, and its mode has no bit of `forbidden`.
bool is_own(const fs::path& path, mode_t forbidden = 0) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && status.st_uid == ::geteuid() &&
         (status.st_mode & forbidden) == 0;
}

// Creates the folder for caches and the one around it if need be, but not in another user's folder:
// as root, `sudo runner` would make one that the user cannot write afterwards.
bool make_own_folder(const fs::path& folder) {
  if (is_own(folder)) return true;
  const fs::path parent = folder.parent_path();
  std::error_code error;
  if (!fs::exists(parent, error)) {
    if (!is_own(parent.parent_path()) || ::mkdir(parent.c_str(), 0700) != 0) return false;
  }
  return is_own(parent) && ::mkdir(folder.c_str(), 0700) == 0;
}

std::string sha256_of(std::string_view text) {
  Sha256 sha256;
  sha256.add(text);
  return sha256.hexadecimal();
}

void append_text(std::string& bytes, std::string_view text) {
  const std::uint64_t size = text.size();
  bytes.append(reinterpret_cast<const char*>(&size), sizeof size);
  bytes += text;
}

static_assert(std::has_unique_object_representations_v<RunStamp>);  // it is written as it is

void append_entry(std::string& bytes, std::string_view name, const RunStamp& stamp,
                  std::string_view run) {
  append_text(bytes, name);
  bytes.append(reinterpret_cast<const char*>(&stamp), sizeof stamp);
  append_text(bytes, run);
}

bool take_bytes(std::string_view& text, std::uint64_t size, std::string_view& taken) {
  if (size > text.size()) return false;
  taken = text.substr(0, size);
  text.remove_prefix(size);
  return true;
}

template <typename T>
bool take_value(std::string_view& text, T& value) {
  std::string_view bytes;
  if (!take_bytes(text, sizeof value, bytes)) return false;
  std::memcpy(&value, bytes.data(), sizeof value);
  return true;
}

bool take_text(std::string_view& text, std::string_view& taken) {
  std::uint64_t size = 0;
  return take_value(text, size) && take_bytes(text, size, taken);
}

// How large a cache may become. Writing beyond the process's limit would end it with SIGXFSZ.
std::uint64_t max_file_size() {
  struct rlimit limit {};
  if (::getrlimit(RLIMIT_FSIZE, &limit) != 0) return 0;
  return std::min<std::uint64_t>(max_cache_bytes, limit.rlim_cur);
}

// Whether a change after `now` changes the stamp.
bool has_settled(const FileStamp& stamp, std::int64_t now) {
  return stamp.modified < now - settling_time;
}

}  // namespace

std::optional<RunStamp> run_stamp(const fs::path& run) {
  const auto manifest = file_stamp(run / file_names::manifest);
  const auto config = manifest ? file_stamp(run / file_names::config) : std::nullopt;
  return config ? std::optional(RunStamp{*manifest, *config}) : std::nullopt;
}

std::optional<fs::path> cache_folder() {
  if (const auto folder = absolute_variable("XDG_CACHE_HOME")) return *folder / "runner";
  const auto home = absolute_variable("HOME");
  return home ? std::optional(*home / ".cache" / "runner") : std::nullopt;
}

std::int64_t stamp_now() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::nanoseconds>(now).count();
}

RunCache::RunCache(const fs::path& caches, const fs::path& runs)
    : runs_(runs),
      file_path_(caches / (sha256_of(runs.native()).substr(0, 32) + ".runs")),
      title_(
          fmt::format("runner's cache of runs, 1\n{}\n{}\n", program_identity(), runs.string())) {
  constexpr mode_t others = 077;
  if (!is_own(file_path_, others)) return;
  std::error_code error;
  file_ = read_regular_file(file_path_, max_cache_bytes, error);
  const std::string_view text = file_;
  if (error || text.size() < checksum_size) return;
  const std::string_view content = text.substr(checksum_size);
  if (!content.starts_with(title_) || text.substr(0, checksum_size) != sha256_of(content)) return;
  if (!read_entries(content.substr(title_.size()))) entries_.clear();
}

bool RunCache::read_entries(std::string_view text) {
  while (!text.empty()) {
    std::string_view name;
    Entry entry;
    const bool good =
        take_text(text, name) && take_value(text, entry.stamp) && take_text(text, entry.bytes);
    if (!good) return false;
    entries_.insert_or_assign(name, entry);
  }
  return true;
}

std::optional<StoredRun> RunCache::find(const std::string& name, const RunStamp& stamp) {
  const auto found = entries_.find(name);
  if (found == entries_.end()) return std::nullopt;
  std::optional<StoredRun> run;
  if (found->second.stamp == stamp) run = stored_run_from(found->second.bytes);
  if (!run) entries_.erase(found);
  return run;
}

void RunCache::add(const std::string& name, const RunStamp& stamp, const StoredRun& run,
                   std::int64_t now) {
  const bool is_final = run.manifest.status != RunStatus::running;
  if (!is_final || !has_settled(stamp.manifest, now) || !has_settled(stamp.config, now)) return;
  append_entry(added_, name, stamp, to_bytes(run));
}

void RunCache::save() {
  if (added_.empty() || !make_own_folder(file_path_.parent_path())) return;
  std::string bytes(checksum_size, ' ');
  bytes += title_;
  for (const auto& [name, entry] : entries_) {
    std::error_code error;
    if (fs::exists(runs_ / name, error)) append_entry(bytes, name, entry.stamp, entry.bytes);
  }
  bytes += added_;
  if (bytes.size() > max_file_size()) return;
  bytes.replace(0, checksum_size, sha256_of(std::string_view(bytes).substr(checksum_size)));
  try {
    write_private_file(file_path_, bytes);
  } catch (const Error&) {
    // A full disk or a folder that cannot be written: the runs are read again next time.
  }
  added_.clear();
}

}  // namespace runner
