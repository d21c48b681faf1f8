#pragma once

#include <functional>
#include <stdexcept>

namespace runner {

// Called before a run writes what others read; throws FolderLost when the folder is another
// process's by now. Empty where nobody else can be at it.
using LeaseCheck = std::function<void()>;

// Another process has taken the folder over, and this one must leave it alone.
class FolderLost : public std::runtime_error {
 public:
  FolderLost() : std::runtime_error("another process has taken over this run's folder.") {}
};

}  // namespace runner
