# runner_add_plugin(NAME SOURCE...) builds the plugin NAME.so as the target plugin_NAME (CMake
# reserves some names, such as help): C++20, the SDK's flags, -O3 when the build has no type, and only the
# symbol that the host looks up is visible. Files to embed with .incbin are found beside the first source.
function(runner_add_plugin name)
  set(target plugin_${name})
  add_library(${target} MODULE ${ARGN})
  set_target_properties(${target} PROPERTIES
    OUTPUT_NAME ${name}
    PREFIX ""
    SUFFIX ".so"
    DEFINE_SYMBOL ""
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
  # -Wa would split a folder's name at its commas.
  target_compile_options(${target} PRIVATE "SHELL:-Xassembler \"-I${folder}\"")
  set(map ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/plugin.map)
  # Hides instantiations of the standard library's templates as well, which hidden visibility does not.
  target_link_options(${target} PRIVATE -Wl,--as-needed -Wl,--version-script=${map})
  set_property(TARGET ${target} APPEND PROPERTY LINK_DEPENDS ${map})
  target_link_libraries(${target} PRIVATE runner::sdk)
endfunction()
