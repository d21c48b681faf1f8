# runner_add_stage(NAME [USES STAGE...] [LIBRARIES LIBRARY...]) builds src/NAME as the static library
# runner_NAME. Its headers are seen only by the stages that use it, directly or not: an include in the
# wrong direction does not build.
function(runner_add_stage name)
  cmake_parse_arguments(PARSE_ARGV 1 stage "" "" "USES;LIBRARIES")
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS src/${name}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  # A folder that holds nothing but the stage, so that it can be on the include path by itself.
  set(view ${CMAKE_CURRENT_BINARY_DIR}/stages/${name})
  file(MAKE_DIRECTORY ${view})
  file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR}/src/${name} ${view}/${name} SYMBOLIC)
  if(NOT sources)
    add_library(runner_${name} INTERFACE)
    target_include_directories(runner_${name} INTERFACE ${view})
    return()
  endif()
  add_library(runner_${name} STATIC ${sources})
  set_target_properties(runner_${name} PROPERTIES
    POSITION_INDEPENDENT_CODE ON
    CXX_VISIBILITY_PRESET hidden)
  target_include_directories(runner_${name} PUBLIC ${view})
  list(TRANSFORM stage_USES PREPEND runner_)
  target_link_libraries(runner_${name} PUBLIC ${stage_USES} fmt::fmt PRIVATE ${stage_LIBRARIES})
  target_compile_features(runner_${name} PUBLIC cxx_std_20)
endfunction()
