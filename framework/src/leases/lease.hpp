// How processes that compete for folders, on any machines that share a file system, lease one:
//
//   FailureDetector failure_detector;
//   if (const auto lease = acquire_lease(folder, failure_detector)) {
//     ... read the folder's state: another process may have worked here until now ...
//     if (!lease->still_held()) return;  // before writing each file that others may read
//     ...
//   }
//
// lease_files.hpp describes the files.
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

// This process's lease of a folder. A thread writes a heartbeat while the object exists, so that
// other processes see that the owner is alive. A lease does not survive fork(2): the process that
// does the work acquires it.
// Thread safety: none, apart from the object's own thread.
class Lease {
 public:
  // Called by acquire_lease(), which has created the lease's file.
  Lease(std::filesystem::path folder, std::uint64_t fencing_token, std::string text);
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;
  // Releases the folder unless release() was called. If that fails, the folder stays leased until
  // this process has ended or, for other machines, until the heartbeat expires.
  ~Lease();

  // 1 for the first process that ever leased the folder, then one more each time.
  std::uint64_t fencing_token() const { return fencing_token_; }

  // Whether no other process has taken over the folder. An owner that was delayed for long, for
  // example on a suspended machine, may count as dead to others. It must ask before it publishes
  // anything, and leave the folder alone after `false`.
  // Throws: Error (not_readable).
  bool still_held();

  // Writes the next heartbeat, as the thread does at intervals.
  // Throws: Error (not_writable, no_space).
  void heartbeat();

  // Lets other processes lease the folder. Only release() may be called afterwards, and does
  // nothing.
  // Throws: Error (not_writable, no_space); the folder stays leased.
  void release();

 private:
  friend std::unique_ptr<Lease> acquire_lease(const std::filesystem::path& folder,
                                              FailureDetector& failure_detector);

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

// Tries to acquire the folder's lease. Returns null if another process holds it that may be alive,
// or wins the race. Try again later: an owner on another machine counts as dead only once the
// detector has seen its heartbeat expire.
// Requires: the folder exists.
// Throws: Error (not_readable, damaged, not_writable, no_space); the lease is not acquired then.
std::unique_ptr<Lease> acquire_lease(const std::filesystem::path& folder,
                                     FailureDetector& failure_detector);

// Whether acquire_lease() would compete for the folder. Changes nothing. A folder that does not
// exist is available.
// Throws: Error (not_readable, damaged).
bool is_available(const std::filesystem::path& folder, FailureDetector& failure_detector);

// A check that is held while `lease` is.
// Requires: the lease outlives the check and its copies.
LeaseCheck lease_check_of(Lease& lease);

}  // namespace runner
