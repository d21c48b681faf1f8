#include "leases/failure_detector.hpp"

#include <utility>

namespace runner {
namespace {

// Whether the operating system below `self` knows if `owner` is alive.
bool is_local(const LeaseOwner& owner, const LeaseOwner& self) {
  return !self.process.boot_id.empty() && !self.pid_namespace.empty() &&
         owner.process.host == self.process.host && owner.process.boot_id == self.process.boot_id &&
         owner.pid_namespace == self.pid_namespace;
}

}  // namespace

FailureDetector::FailureDetector(LeaseSettings settings) : settings_(std::move(settings)) {}

bool FailureDetector::is_available(const std::filesystem::path& folder, const LeaseRecord& lease) {
  if (lease.released) return true;
  if (lease.owner && is_local(*lease.owner, settings_.self())) {
    const OwnerState state = settings_.owner_state(lease.owner->process);
    if (state != OwnerState::unknown) return state == OwnerState::dead;
  }
  return heartbeat_expired(folder, lease);
}

bool FailureDetector::is_known_dead(const LeaseOwner& owner) const {
  return is_local(owner, settings_.self()) &&
         settings_.owner_state(owner.process) == OwnerState::dead;
}

bool FailureDetector::heartbeat_expired(const std::filesystem::path& folder,
                                        const LeaseRecord& lease) {
  const auto now = settings_.now();
  const auto [found, is_new] = sightings_.try_emplace(folder);
  Sighting& seen = found->second;
  const bool same = seen.lease == lease.text && seen.fencing_token == lease.fencing_token &&
                    seen.heartbeat == lease.heartbeat;
  if (is_new || !same) seen = {lease.text, lease.fencing_token, lease.heartbeat, now};
  return now - seen.first_seen >= settings_.lease_timeout;
}

}  // namespace runner
