#pragma once

#include <filesystem>
#include <map>

namespace runner {

// Canonical paths of many files or folders that have few parents: without symbolic links, "." and
// "..", so that equal ones are the same entry. Remembers the parents', which would otherwise be
// looked up again for each.
// Thread safety: none.
class CanonicalPaths {
 public:
  // The canonical path, as far as it exists; an absolute one if links lead nowhere. Never throws
  // for what the file system says.
  std::filesystem::path of(const std::filesystem::path& path);

 private:
  std::map<std::filesystem::path, std::filesystem::path> parents_;
};

}  // namespace runner
