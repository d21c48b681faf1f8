#include "claims/claim_observer.hpp"

#include <utility>

namespace runner {
namespace {

// Whether the system that `self` runs on can tell if `owner` lives.
bool is_near(const ClaimOwner& owner, const ClaimOwner& self) {
  return !self.process.boot_id.empty() && !self.pid_namespace.empty() &&
         owner.process.host == self.process.host && owner.process.boot_id == self.process.boot_id &&
         owner.pid_namespace == self.pid_namespace;
}

}  // namespace

ClaimObserver::ClaimObserver(ClaimSettings settings) : settings_(std::move(settings)) {}

bool ClaimObserver::is_free(const std::filesystem::path& folder, const ClaimRecord& claim) {
  if (claim.released) return true;
  if (claim.owner && is_near(*claim.owner, settings_.self())) {
    const OwnerState state = settings_.owner_state(claim.owner->process);
    if (state != OwnerState::unknown) return state == OwnerState::dead;
  }
  return has_stood_still(folder, claim);
}

bool ClaimObserver::has_stood_still(const std::filesystem::path& folder, const ClaimRecord& claim) {
  const auto now = settings_.now();
  const auto [place, is_new] = sightings_.try_emplace(folder);
  Sighting& seen = place->second;
  const bool same =
      seen.claim == claim.text && seen.generation == claim.generation && seen.beat == claim.beat;
  if (is_new || !same) seen = {claim.text, claim.generation, claim.beat, now};
  return now - seen.first_seen >= settings_.patience;
}

}  // namespace runner
