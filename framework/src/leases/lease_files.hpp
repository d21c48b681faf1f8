// The files by which competing processes agree on who works in a folder:
//
//   claim.1, claim.2, ...        who took the folder, as JSON; one more each time it is taken
//   released.1, released.2, ...  a second link to the claim of that number: its owner is done
//   beat.1, beat.2, ...          a number that the owner replaces with the next at intervals
//
// Only the newest claim counts. A claim is made whole, by link(2), which fails where the name
// exists, on NFS as well; it is never changed or removed. So each number goes to exactly one
// process, whatever anybody else believed about the folder when trying. Names that only begin like
// these are other people's files and left alone.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "base/process_identity.hpp"

namespace runner {

// The process behind a claim.
struct LeaseOwner {
  ProcessIdentity process;
  // Which set of pids `process.pid` belongs to: containers on one host and boot may have sets of
  // their own. Empty where it cannot be read.
  std::string pid_namespace;

  bool operator==(const LeaseOwner&) const = default;
};

// This process. Not to be kept across fork(2).
LeaseOwner this_owner();

struct LeaseRecord {
  std::uint64_t fencing_token = 0;  // from 1
  std::string text;                 // the file's bytes, unlike those of any other claim
  std::optional<LeaseOwner> owner;  // nothing where the file is no claim or cannot be read
  bool released = false;
  std::string heartbeat;  // as it stands in the file; empty where there is none
};

// The text of a claim of that owner, with a random mark that sets it apart from all others.
std::string make_lease_text(const LeaseOwner& owner);

// The owner that a claim's text names, or nothing where the text is no claim of this format.
std::optional<LeaseOwner> read_lease_text(const std::string& text);

// The newest claim of a folder, or nothing where there is none. What a damaged or foreign file
// holds is no error. Throws InputError when the folder cannot be read, or when a claim's number is
// none that this program gives.
std::optional<LeaseRecord> newest_lease(const std::filesystem::path& folder);

// Makes the claim of that generation with that text. False when the generation is somebody's
// already. Throws std::runtime_error when a file cannot be written.
bool create_lease(const std::filesystem::path& folder, std::uint64_t fencing_token,
                  const std::string& text);

// Replaces the owner's beat. Only one thread at a time may do so for a generation. Throws
// std::runtime_error when the file cannot be written; the old one stays then.
void write_heartbeat(const std::filesystem::path& folder, std::uint64_t fencing_token,
                     std::uint64_t heartbeat);

// Removes a beat that counts no more, if it can.
void remove_heartbeat(const std::filesystem::path& folder, std::uint64_t fencing_token) noexcept;

// Says that the owner of the claim is done. Needs no space on the disk but a name. Throws
// std::runtime_error.
void mark_released(const std::filesystem::path& folder, std::uint64_t fencing_token);

}  // namespace runner
