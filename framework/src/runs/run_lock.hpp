#pragma once

#include <filesystem>

#include "base/descriptor.hpp"

namespace runner {

// Keeps other processes from going on with the same run while it lives: a lock on the folder's
// log.txt, which the kernel gives back when the process ends, however it ends.
class RunLock {
 public:
  // Makes log.txt when it is missing. Throws InputError when another process holds the lock, or the
  // file cannot be opened for writing.
  explicit RunLock(const std::filesystem::path& folder);

 private:
  Descriptor log_;
};

}  // namespace runner
