#pragma once

#include <filesystem>

#include "base/descriptor.hpp"

namespace runner {

// Keeps other processes on this host from resuming the same run: a lock on the folder's log.txt,
// which the kernel releases when the process ends, however it ends.
class RunLock {
 public:
  // Creates log.txt if it is missing.
  // Throws: Error (invalid_input) if another process holds the lock, or the file cannot be opened
  // for writing.
  explicit RunLock(const std::filesystem::path& folder);

 private:
  Descriptor log_;
};

}  // namespace runner
