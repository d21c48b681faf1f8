# runner_add_plugin(NAME SOURCE...) builds the plugin NAME.so: hidden symbols but for the one that the
# host looks for, C++20, -O2 when the build has no type. Files to embed with .incbin are found beside
# the source.
function(runner_add_plugin name)
  add_library(${name} MODULE ${ARGN})
  set_target_properties(${name} PROPERTIES
    PREFIX ""
    SUFFIX ".so"
    CXX_STANDARD 20
    CXX_STANDARD_REQUIRED ON
    CXX_EXTENSIONS OFF
    CXX_VISIBILITY_PRESET hidden
    VISIBILITY_INLINES_HIDDEN ON)
  if(NOT CMAKE_BUILD_TYPE)
    target_compile_options(${name} PRIVATE -O2)
  endif()
  if(PROJECT_VERSION)
    target_compile_definitions(${name} PRIVATE RUNNER_PLUGIN_VERSION="${PROJECT_VERSION}")
  endif()
  list(GET ARGN 0 first_source)
  get_filename_component(first_source ${first_source} ABSOLUTE)
  get_filename_component(folder ${first_source} DIRECTORY)
  target_compile_options(${name} PRIVATE "-Wa,-I${folder}")
  target_link_options(${name} PRIVATE -Wl,--as-needed)
  target_link_libraries(${name} PRIVATE runner_sdk)
endfunction()
