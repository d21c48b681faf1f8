# embed_templates(OUTPUT FILE...) writes a header with the text of each file, as a constant with the file's
# name up to its first dot. CMake runs again when a file changes.
function(embed_templates output)
  set(code "#pragma once\n\n#include <string_view>\n\nnamespace runner::templates {\n")
  foreach(file ${ARGN})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    get_filename_component(name ${file} NAME_WE)
    file(READ ${file} text)
    string(APPEND code "\ninline constexpr std::string_view ${name} =\n    R\"template(${text})template\";\n")
  endforeach()
  string(APPEND code "\n}  // namespace runner::templates\n")
  file(CONFIGURE OUTPUT ${output} CONTENT "${code}" @ONLY)
endfunction()
