#include "claims/claim.hpp"

#include <condition_variable>
#include <exception>
#include <utility>

#include "claims/claim_files.hpp"

namespace runner {

Claim::Claim(std::filesystem::path folder, std::uint64_t generation, std::string text)
    : folder_(std::move(folder)), generation_(generation), text_(std::move(text)) {}

Claim::~Claim() {
  try {
    release();
  } catch (const std::exception&) {
    // The header says what follows; whoever must know calls release().
  }
}

// The beat comes first: an NFS client that has changed a folder looks again at what is in it. On a
// full disk there is none, and whoever asks will find that out for itself.
bool Claim::still_newest() {
  try {
    beat();
  } catch (const std::runtime_error&) {
    return is_newest();
  }
  return is_newest();
}

bool Claim::is_newest() const {
  const auto newest = newest_claim(folder_);
  return newest && newest->generation == generation_ && newest->text == text_;
}

void Claim::beat() {
  const std::lock_guard lock(beating_);
  write_beat(folder_, generation_, ++beats_);
}

void Claim::release() {
  if (released_) return;
  heart_ = {};
  mark_released(folder_, generation_);
  released_ = true;
  remove_beat(folder_, generation_);
}

void Claim::start(std::chrono::milliseconds beat_every) {
  beat();
  heart_ = std::jthread(
      [this, beat_every](const std::stop_token& stop) { keep_beating(stop, beat_every); });
}

void Claim::keep_beating(const std::stop_token& stop, std::chrono::milliseconds beat_every) {
  std::condition_variable_any wake;
  std::mutex mutex;
  std::unique_lock lock(mutex);
  while (!wake.wait_for(lock, stop, beat_every, [&] { return stop.stop_requested(); })) {
    try {
      beat();
    } catch (const std::exception&) {
      // The next may succeed. If not, still_newest() tells the owner.
    }
  }
}

WriteGuard guard_of(Claim& claim) {
  return [&claim] {
    if (!claim.still_newest()) throw FolderLost();
  };
}

bool may_be_taken(const std::filesystem::path& folder, ClaimObserver& observer) {
  std::error_code fault;
  if (!std::filesystem::exists(folder, fault) && !fault) return true;
  const auto newest = newest_claim(folder);
  return !newest || observer.is_free(folder, *newest);
}

std::unique_ptr<Claim> take_claim(const std::filesystem::path& folder, ClaimObserver& observer) {
  const auto newest = newest_claim(folder);
  if (newest && !observer.is_free(folder, *newest)) return nullptr;
  const std::uint64_t generation = newest ? newest->generation + 1 : 1;
  const std::string text = make_claim_text(observer.settings().self());
  if (!create_claim(folder, generation, text)) return nullptr;
  auto claim = std::make_unique<Claim>(folder, generation, text);
  if (newest) remove_beat(folder, newest->generation);
  claim->start(observer.settings().beat_every);
  return claim;
}

}  // namespace runner
