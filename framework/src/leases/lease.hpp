// How competing processes, on any machines that share a file system, take folders to work in:
//
//   FailureDetector observer;
//   if (const auto claim = acquire_lease(folder, observer)) {
//     ... look what is left to do, for others may have worked here until now ...
//     if (!claim->still_held()) return;  // before each file that others may read
//     ...
//   }
//
// The files are described in claim_files.hpp.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "leases/failure_detector.hpp"
#include "leases/lease_check.hpp"

namespace runner {

// A folder taken by this process. A thread beats while the object lives, so that others see that
// the owner does. Does not survive fork(2): the process that works takes the folder itself.
class Lease {
 public:
  // For acquire_lease(), which has made the claim.
  Lease(std::filesystem::path folder, std::uint64_t fencing_token, std::string text);
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;
  // Releases the folder if that is still to do. Where it cannot be released, it counts as taken
  // until this process has ended or, seen from elsewhere, the beat has stood still for a while.
  ~Lease();

  // 1 for the first process that ever took the folder; more means that others may have left
  // something to go on from.
  std::uint64_t fencing_token() const { return fencing_token_; }

  // Whether nobody has taken the folder over. An owner that was held up for long, on a suspended
  // machine say, may count as dead for others; it must ask before it publishes anything, and leave
  // the folder alone after `false`. Throws InputError when the folder cannot be read.
  bool still_held();

  // What the thread does at intervals. Throws std::runtime_error when the beat cannot be written.
  void heartbeat();

  // Lets others take the folder. Nothing else may be called afterwards but release(), which then
  // does nothing. Throws std::runtime_error.
  void release();

 private:
  friend std::unique_ptr<Lease> acquire_lease(const std::filesystem::path& folder,
                                              FailureDetector& observer);

  bool is_newest() const;
  void start(std::chrono::milliseconds heartbeat_interval);
  void heartbeat_loop(const std::stop_token& stop, std::chrono::milliseconds heartbeat_interval);

  const std::filesystem::path folder_;
  const std::uint64_t fencing_token_;
  const std::string text_;
  bool released_ = false;
  std::mutex heartbeat_mutex_;
  std::uint64_t heartbeats_ = 0;
  std::jthread heartbeat_thread_;
};

// Takes the folder, which must exist, unless somebody holds it who may live; nothing then, as for
// all but one of those who try at the same moment. To be tried again now and then: an owner
// elsewhere is only dead once the observer has seen its beat stand still. Throws InputError when
// the folder cannot be read or holds a claim with an absurd number, std::runtime_error when it
// cannot be written; the folder is not taken then.
std::unique_ptr<Lease> acquire_lease(const std::filesystem::path& folder,
                                     FailureDetector& observer);

// Whether acquire_lease() would try, without changing anything. A folder that does not exist is
// free.
bool is_available(const std::filesystem::path& folder, FailureDetector& observer);

// A check that is held while `lease` is.
// Requires: the lease outlives the check and its copies.
LeaseCheck lease_check_of(Lease& lease);

}  // namespace runner
