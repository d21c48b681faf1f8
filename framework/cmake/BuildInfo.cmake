# Writes OUTPUT with the version and the commit of SOURCE, and touches it only when they changed.
set(commit "")
find_package(Git QUIET)
if(Git_FOUND)
  execute_process(COMMAND ${GIT_EXECUTABLE} -C ${SOURCE} describe --always --dirty --abbrev=12
                  OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
endif()
if(NOT commit)
  set(commit "unknown")
endif()
file(WRITE ${OUTPUT}.new "#pragma once

namespace runner::build_info {

inline constexpr const char* version = \"${VERSION}\";
inline constexpr const char* git_commit = \"${commit}\";
inline constexpr const char* build_type = \"${BUILD_TYPE}\";

}  // namespace runner::build_info
")
file(COPY_FILE ${OUTPUT}.new ${OUTPUT} ONLY_IF_DIFFERENT)
