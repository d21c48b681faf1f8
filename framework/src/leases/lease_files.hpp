// The files by which competing processes agree on which of them works in a folder:
//
//   claim.1, claim.2, ...        who leased the folder, as JSON; the number is the fencing token
//   released.1, released.2, ...  a second link to the claim of that number: its owner is done
//   beat.1, beat.2, ...          a number that the owner increments at intervals
//
// Only the claim with the highest number counts. A claim is created complete, by link(2), which
// fails if the name exists, also on NFS; it is never changed or removed. So each number belongs to
// exactly one process, whatever other processes believed about the folder when they tried. Files
// whose names only start like these belong to others and are left alone.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "base/process_identity.hpp"

namespace runner {

// The process that holds a lease.
struct LeaseOwner {
  ProcessIdentity process;
  // The set of pids that `process.pid` belongs to: each container on a host may have its own. Empty
  // if it cannot be read.
  std::string pid_namespace;

  bool operator==(const LeaseOwner&) const = default;
};

// This process. The result is not valid in a fork.
LeaseOwner this_owner();

struct LeaseRecord {
  std::uint64_t fencing_token = 0;  // from 1
  std::string text;                 // the file's bytes, unique to this lease
  std::optional<LeaseOwner> owner;  // nothing if the file is damaged or cannot be read
  bool released = false;
  std::string heartbeat;  // the file's bytes; empty if there is none
};

// The text of a lease file for that owner, with a random nonce that makes it unique.
std::string make_lease_text(const LeaseOwner& owner);

// Returns the owner that the text of a lease file names, or nothing if the text does not have this
// format.
std::optional<LeaseOwner> read_lease_text(const std::string& text);

// Returns the newest lease of a folder, or nothing if there never was one. The content of a damaged
// file is not an error.
// Throws: Error: not_readable if the folder cannot be read, damaged if the number of a lease file
// cannot come from this program.
std::optional<LeaseRecord> newest_lease(const std::filesystem::path& folder);

// Creates the lease with that fencing token and text. Returns false if the token is already taken.
// Throws: Error (not_writable, no_space).
bool create_lease(const std::filesystem::path& folder, std::uint64_t fencing_token,
                  const std::string& text);

// Replaces the owner's heartbeat.
// Throws: Error (not_writable, no_space); the old heartbeat stays.
// Thread safety: one thread at a time per fencing token.
void write_heartbeat(const std::filesystem::path& folder, std::uint64_t fencing_token,
                     std::uint64_t heartbeat);

// Removes the temporary files .claim-*.tmp of processes that died while they tried to lease the
// folder: those whose text names an owner that `is_dead`, and those that were written longer than
// `max_age` before the lease `fencing_token`, by the file system's clock. Ignores failures.
void remove_abandoned_claims(const std::filesystem::path& folder, std::uint64_t fencing_token,
                             const std::function<bool(const LeaseOwner&)>& is_dead,
                             std::chrono::milliseconds max_age);

// Removes a heartbeat that is no longer needed, and its temporary file. Ignores failures.
void remove_heartbeat(const std::filesystem::path& folder, std::uint64_t fencing_token) noexcept;

// Records that the owner of the lease is done. Works on a full disk: it only needs a name.
// Throws: Error (not_writable, no_space).
void mark_released(const std::filesystem::path& folder, std::uint64_t fencing_token);

}  // namespace runner
