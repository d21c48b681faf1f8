#include "verify/scratch_folder.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <fmt/format.h>

#include "base/error.hpp"

namespace runner {

ScratchFolder::ScratchFolder() {
  std::error_code error;
  const auto parent = std::filesystem::temp_directory_path(error);
  if (error) {
    throw Error(ErrorCode::not_writable,
                fmt::format("the folder for temporary files, which TMPDIR names, cannot be used: "
                            "{}.",
                            error.message()));
  }
  std::string name = (parent / "runner-verify-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) {
    throw Error(write_error_code(errno),
                fmt::format("{}: no folder can be created in it: {}. Set TMPDIR to another one.",
                            parent.string(), std::strerror(errno)));
  }
  path_ = name;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace runner
