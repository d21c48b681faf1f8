#include "leases/lease_files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <random>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "base/descriptor.hpp"
#include "base/error.hpp"
#include "base/regular_file.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view claim_prefix = "claim.";
constexpr std::string_view temporary_claim_prefix = ".claim-";
constexpr std::string_view temporary_suffix = ".tmp";
constexpr std::uint64_t max_fencing_tokens = 1'000'000;

fs::path numbered(const fs::path& folder, std::string_view name, std::uint64_t fencing_token) {
  return folder / fmt::format("{}{}", name, fencing_token);
}

[[noreturn]] void fail(const fs::path& file, std::string_view step, int error) {
  const bool no_links = error == EPERM || error == EOPNOTSUPP || error == ENOSYS;
  throw Error(write_error_code(error),
              fmt::format("{}: the lease of this folder cannot be written: {} failed: {}.{}",
                          file.string(), step, std::strerror(error),
                          step == "linking" && no_links
                              ? " The folder must be on a file system with hard links."
                              : ""));
}

// Removes a file at the end of the scope.
class TemporaryFile {
 public:
  explicit TemporaryFile(fs::path path) : path_(std::move(path)) {}
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() { ::unlink(path_.c_str()); }

  const char* name() const { return path_.c_str(); }

 private:
  fs::path path_;
};

// Returns the bytes of a small regular file, and an empty text for anything else.
std::string read_small_file(const fs::path& file) {
  constexpr std::uint64_t max_bytes = 4096;  // of a claim or a heartbeat
  std::error_code ignored;
  return fs::is_symlink(file, ignored) ? std::string()
                                       : read_regular_file(file, max_bytes, ignored);
}

enum class Durability { until_crash, through_crash };

// Error messages name `reported` instead of the temporary file, which the user does not know.
void write_new_file(const fs::path& file, int flags, std::string_view text, Durability durability,
                    const fs::path& reported) {
  Descriptor descriptor(
      ::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | flags, 0666));
  if (descriptor.number() < 0) fail(reported, "creating a temporary file", errno);
  errno = ENOSPC;  // the reason if the write is short
  const ssize_t written = ::write(descriptor.number(), text.data(), text.size());
  if (written != static_cast<ssize_t>(text.size())) fail(reported, "writing", errno);
  if (durability == Durability::through_crash && ::fsync(descriptor.number()) != 0) {
    fail(reported, "syncing it to the disk", errno);
  }
  if (descriptor.close() != 0) fail(reported, "closing it", errno);
}

// Returns the number in the name of a claim file, or nothing for another name.
std::optional<std::uint64_t> fencing_token_of(const fs::path& file) {
  const std::string name = file.filename().string();
  if (!name.starts_with(claim_prefix)) return std::nullopt;
  const std::string_view digits = std::string_view(name).substr(claim_prefix.size());
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (digits.empty() || !std::all_of(digits.begin(), digits.end(), is_digit)) return std::nullopt;
  std::uint64_t number = 0;
  const char* const end = digits.data() + digits.size();
  const bool fits = std::from_chars(digits.data(), end, number).ec == std::errc();
  if (!fits || digits.front() == '0' || number >= max_fencing_tokens) {
    throw Error(
        ErrorCode::damaged,
        fmt::format("{}: not a valid number for a claim, which counts from 1 and stays below {}. "
                    "Another program must have created the file; remove it.",
                    file.string(), max_fencing_tokens));
  }
  return number;
}

std::uint64_t newest_fencing_token(const fs::path& folder) {
  std::uint64_t newest = 0;
  try {
    for (const auto& entry : fs::directory_iterator(folder)) {
      newest = std::max(newest, fencing_token_of(entry.path()).value_or(0));
    }
  } catch (const fs::filesystem_error& error) {
    throw Error(ErrorCode::not_readable, fmt::format("{}: the folder cannot be read: {}.",
                                                     folder.string(), error.code().message()));
  }
  return newest;
}

bool has_entry(const fs::path& file) {
  struct stat status {};
  return ::lstat(file.c_str(), &status) == 0;
}

}  // namespace

std::optional<LeaseRecord> newest_lease(const fs::path& folder) {
  LeaseRecord record;
  record.fencing_token = newest_fencing_token(folder);
  if (record.fencing_token == 0) return std::nullopt;
  record.text = read_small_file(numbered(folder, claim_prefix, record.fencing_token));
  record.owner = read_lease_text(record.text);
  record.released = has_entry(numbered(folder, "released.", record.fencing_token));
  record.heartbeat = read_small_file(numbered(folder, "beat.", record.fencing_token));
  return record;
}

// On NFS the reply to link(2) can be lost after the link was made. The file's link count tells
// whether it was (see the notes of open(2)).
bool create_lease(const fs::path& folder, std::uint64_t fencing_token, const std::string& text) {
  const fs::path lease = numbered(folder, claim_prefix, fencing_token);
  std::random_device device;
  const TemporaryFile temporary(folder / fmt::format("{}{}-{:08x}{:08x}{}", temporary_claim_prefix,
                                                     ::getpid(), device(), device(),
                                                     temporary_suffix));
  write_new_file(temporary.name(), O_EXCL, text, Durability::through_crash, lease);
  if (::link(temporary.name(), lease.c_str()) == 0) return true;
  const int error = errno;
  struct stat status {};
  if (::stat(temporary.name(), &status) == 0 && status.st_nlink == 2) return true;
  if (error == EEXIST) return false;
  fail(lease, "linking", error);
}

void write_heartbeat(const fs::path& folder, std::uint64_t fencing_token, std::uint64_t heartbeat) {
  const fs::path file = numbered(folder, "beat.", fencing_token);
  const fs::path temporary = numbered(folder, ".beat.", fencing_token);
  write_new_file(temporary, O_TRUNC, fmt::format("{}\n", heartbeat), Durability::until_crash, file);
  if (::rename(temporary.c_str(), file.c_str()) != 0) fail(file, "renaming", errno);
}

void remove_abandoned_claims(const fs::path& folder, std::uint64_t fencing_token,
                             const std::function<bool(const LeaseOwner&)>& is_dead,
                             std::chrono::milliseconds max_age) {
  std::error_code error;
  const auto now = fs::last_write_time(numbered(folder, claim_prefix, fencing_token), error);
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    const fs::path file = entry->path();
    const std::string name = file.filename().string();
    if (!name.starts_with(temporary_claim_prefix) || !name.ends_with(temporary_suffix)) continue;
    std::error_code ignored;
    const auto written = fs::last_write_time(file, ignored);
    const bool is_old = !ignored && now - written > max_age;
    const auto owner = read_lease_text(read_small_file(file));
    if (is_old || (owner && is_dead(*owner))) ::unlink(file.c_str());
  }
}

void remove_heartbeat(const fs::path& folder, std::uint64_t fencing_token) noexcept {
  ::unlink(numbered(folder, "beat.", fencing_token).c_str());
  ::unlink(numbered(folder, ".beat.", fencing_token).c_str());
}

void mark_released(const fs::path& folder, std::uint64_t fencing_token) {
  const fs::path released = numbered(folder, "released.", fencing_token);
  const fs::path lease = numbered(folder, claim_prefix, fencing_token);
  if (::link(lease.c_str(), released.c_str()) != 0 && errno != EEXIST) {
    fail(released, "linking", errno);
  }
}

}  // namespace runner
