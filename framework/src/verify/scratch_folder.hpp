#pragma once

#include <filesystem>

namespace runner {

// A folder of its own below TMPDIR or /tmp, removed with all that is in it when the object goes.
class ScratchFolder {
 public:
  // Throws: Error (not_writable, no_space) with the place.
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace runner
