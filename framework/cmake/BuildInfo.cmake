# Writes OUTPUT, the definitions of base/build_info.hpp, with the version and the commit of SOURCE. Leaves an
# OUTPUT that is up to date untouched.
set(commit "")
find_package(Git QUIET)
if(Git_FOUND)
  execute_process(COMMAND ${GIT_EXECUTABLE} -C ${SOURCE} describe --always --dirty --abbrev=12
                  OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
endif()
if(NOT commit)
  set(commit "unknown")
endif()
file(WRITE ${OUTPUT}.new "#include \"base/build_info.hpp\"

namespace runner::build_info {

const char* const version = \"${VERSION}\";
const char* const git_commit = \"${commit}\";
const char* const build_type = \"${BUILD_TYPE}\";

}  // namespace runner::build_info
")
file(COPY_FILE ${OUTPUT}.new ${OUTPUT} ONLY_IF_DIFFERENT)
