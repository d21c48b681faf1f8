#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>

#include "leases/lease_files.hpp"

namespace runner {

// How leases are kept and judged. Tests replace the functions.
struct LeaseSettings {
  // Between two heartbeats of an owner.
  std::chrono::milliseconds heartbeat_interval = std::chrono::seconds(5);
  // An owner whose heartbeat has not changed for this long counts as dead. Longer than the minute
  // for which an NFS client may still see an old file.
  std::chrono::milliseconds lease_timeout = std::chrono::seconds(90);
  std::function<std::chrono::steady_clock::time_point()> now = std::chrono::steady_clock::now;
  std::function<LeaseOwner()> self = this_owner;
  std::function<OwnerState(const ProcessIdentity&)> owner_state = runner::owner_state;
};

// Decides which owners are dead. For an owner on the same host and boot, and in the same pid
// namespace, the operating system knows. Any other owner shows by its heartbeat that it is alive:
// the detector remembers for each folder when, by its own clock, it first saw the heartbeat that it
// still sees. Clocks of different machines are never compared.
//
// A process that acquires leases keeps one detector and asks it repeatedly.
// Thread safety: none; one detector per thread.
class FailureDetector {
 public:
  explicit FailureDetector(LeaseSettings settings = {});

  const LeaseSettings& settings() const { return settings_; }

  // Whether a folder whose newest lease is `lease` can be leased again: the lease was released, or
  // its owner is dead. An unreadable lease is judged by its heartbeat.
  bool is_available(const std::filesystem::path& folder, const LeaseRecord& lease);

  // Whether the operating system knows that the process is dead.
  bool is_known_dead(const LeaseOwner& owner) const;

 private:
  struct Sighting {
    std::string lease;  // its text
    std::uint64_t fencing_token = 0;
    std::string heartbeat;
    std::chrono::steady_clock::time_point first_seen;
  };

  bool heartbeat_expired(const std::filesystem::path& folder, const LeaseRecord& lease);

  LeaseSettings settings_;
  std::map<std::filesystem::path, Sighting> sightings_;
};

}  // namespace runner
