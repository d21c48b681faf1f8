# runner_add_plugin(NAME SOURCE...) builds the plugin NAME.so as the target plugin_NAME (some names, such as
# help, are no targets of CMake's): C++20, the SDK's flags, -O3 when the build has no type, and no symbol
# visible but the one that the host looks for. Files to embed with .incbin are found beside the first source.
function(runner_add_plugin name)
  set(target plugin_${name})
  add_library(${target} MODULE ${ARGN})
  set_target_properties(${target} PROPERTIES
    OUTPUT_NAME ${name}
    PREFIX ""
    SUFFIX ".so"
    CXX_STANDARD 20
    CXX_STANDARD_REQUIRED ON
    CXX_EXTENSIONS OFF
    CXX_VISIBILITY_PRESET hidden
    VISIBILITY_INLINES_HIDDEN ON)
  if(NOT CMAKE_BUILD_TYPE)
    target_compile_options(${target} PRIVATE -O3)
  endif()
  if(PROJECT_VERSION)
    target_compile_definitions(${target} PRIVATE RUNNER_PLUGIN_VERSION="${PROJECT_VERSION}")
  endif()
  list(GET ARGN 0 first_source)
  get_filename_component(first_source ${first_source} ABSOLUTE)
  get_filename_component(folder ${first_source} DIRECTORY)
  # Not -Wa, which would cut a folder's name at its commas.
  target_compile_options(${target} PRIVATE "SHELL:-Xassembler \"-I${folder}\"")
  set(map ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/plugin.map)
  # Also hides what the standard library's headers instantiate, which hidden visibility does not.
  target_link_options(${target} PRIVATE -Wl,--as-needed -Wl,--version-script=${map})
  set_property(TARGET ${target} APPEND PROPERTY LINK_DEPENDS ${map})
  target_link_libraries(${target} PRIVATE runner::sdk)
endfunction()
