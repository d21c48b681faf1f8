#include "leases/lease.hpp"

#include <condition_variable>
#include <exception>
#include <utility>

#include "base/error.hpp"
#include "leases/lease_files.hpp"

namespace runner {

Lease::Lease(std::filesystem::path folder, std::uint64_t fencing_token, std::string text)
    : folder_(std::move(folder)), fencing_token_(fencing_token), text_(std::move(text)) {}

Lease::~Lease() {
  try {
    release();
  } catch (const std::exception&) {
    // Whoever must know calls release().
  }
}

// The heartbeat comes first: an NFS client that has changed a folder reads its entries again. On a
// full disk the heartbeat fails, which the caller's own write will report.
bool Lease::still_held() {
  try {
    heartbeat();
  } catch (const Error&) {
    return is_newest();
  }
  return is_newest();
}

bool Lease::is_newest() const {
  const auto newest = newest_lease(folder_);
  return newest && newest->fencing_token == fencing_token_ && newest->text == text_;
}

void Lease::heartbeat() {
  const std::lock_guard lock(heartbeat_mutex_);
  write_heartbeat(folder_, fencing_token_, ++heartbeats_);
}

void Lease::release() {
  if (released_) return;
  heartbeat_thread_ = {};
  mark_released(folder_, fencing_token_);
  released_ = true;
  remove_heartbeat(folder_, fencing_token_);
}

void Lease::start(std::chrono::milliseconds heartbeat_interval) {
  heartbeat();
  heartbeat_thread_ = std::jthread([this, heartbeat_interval](const std::stop_token& stop) {
    heartbeat_loop(stop, heartbeat_interval);
  });
}

void Lease::heartbeat_loop(const std::stop_token& stop,
                           std::chrono::milliseconds heartbeat_interval) {
  std::condition_variable_any wake;
  std::mutex mutex;
  std::unique_lock lock(mutex);
  while (!wake.wait_for(lock, stop, heartbeat_interval, [&] { return stop.stop_requested(); })) {
    try {
      heartbeat();
    } catch (const std::exception&) {
      // The next one may succeed; otherwise the owner learns of a takeover from still_held().
    }
  }
}

LeaseCheck lease_check_of(Lease& lease) {
  return LeaseCheck([&lease] { return lease.still_held(); });
}

bool is_available(const std::filesystem::path& folder, FailureDetector& failure_detector) {
  std::error_code error;
  if (!std::filesystem::exists(folder, error) && !error) return true;
  const auto newest = newest_lease(folder);
  return !newest || failure_detector.is_available(folder, *newest);
}

std::unique_ptr<Lease> acquire_lease(const std::filesystem::path& folder,
                                     FailureDetector& failure_detector) {
  const auto newest = newest_lease(folder);
  if (newest && !failure_detector.is_available(folder, *newest)) return nullptr;
  const std::uint64_t fencing_token = newest ? newest->fencing_token + 1 : 1;
  const std::string text = make_lease_text(failure_detector.settings().self());
  if (!create_lease(folder, fencing_token, text)) return nullptr;
  auto lease = std::make_unique<Lease>(folder, fencing_token, text);
  if (newest) remove_heartbeat(folder, newest->fencing_token);
  remove_abandoned_claims(
      folder, fencing_token,
      [&](const LeaseOwner& owner) { return failure_detector.is_known_dead(owner); },
      failure_detector.settings().lease_timeout);
  lease->start(failure_detector.settings().heartbeat_interval);
  return lease;
}

}  // namespace runner
