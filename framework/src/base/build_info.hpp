// What the build system knows about this build; written by framework/cmake/BuildInfo.cmake.
#pragma once

namespace runner::build_info {

extern const char* const version;     // such as "0.1.0"
extern const char* const git_commit;  // "unknown" outside of a git checkout
extern const char* const build_type;  // CMake's, such as "Release"

}  // namespace runner::build_info
