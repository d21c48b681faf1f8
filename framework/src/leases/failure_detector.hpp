#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>

#include "leases/lease_files.hpp"

namespace runner {

// How claims are kept and judged; tests replace the functions.
struct LeaseSettings {
  // Between two beats of an owner.
  std::chrono::milliseconds heartbeat_interval = std::chrono::seconds(5);
  // How long a beat must have stood still for its owner to count as dead. Longer than the minute
  // for which an NFS client may go on seeing an old file.
  std::chrono::milliseconds lease_timeout = std::chrono::seconds(90);
  std::function<std::chrono::steady_clock::time_point()> now = std::chrono::steady_clock::now;
  std::function<LeaseOwner()> self = this_owner;
  std::function<OwnerState(const ProcessIdentity&)> owner_state = runner::owner_state;
};

// Judges which owners are dead. On the same host and boot, and among the same pids, the system
// knows. All others show that they live by their beats, so the observer remembers for each folder
// when it first saw the beat that it sees now, by its own clock. Times of different machines are
// never compared.
//
// One for each process that takes folders, asked again and again. For one thread at a time.
class FailureDetector {
 public:
  explicit FailureDetector(LeaseSettings settings = {});

  const LeaseSettings& settings() const { return settings_; }

  // Whether a folder whose newest claim is `claim` may be taken: it was released, or its owner is
  // dead. A claim that cannot be read is one from elsewhere.
  bool is_free(const std::filesystem::path& folder, const LeaseRecord& lease);

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
