# runner_add_stage(NAME [USES STAGE...] [LIBRARIES LIBRARY...] [LIGHT] [SEPARATE]) builds src/NAME as
# the static library runner_NAME. Only the stages that use it, directly or not, see its headers: an include
# in the wrong direction does not build.
#
# A stage is compiled as one source (a unity build), because its sources spend most of their time in the
# same headers. So names in the unnamed namespaces of one stage must differ. scripts/check-tidy compiles
# every source by itself, which finds missing includes.
#
# LIGHT     -O1 in an optimised build: the stage's speed does not matter. Not for stages that include
#           Armadillo, whose templates they would share with the stages that train.
# SEPARATE  no unity build, for sources that Highway compiles several times (foreach_target.h).
function(runner_add_stage name)
  cmake_parse_arguments(PARSE_ARGV 1 stage "LIGHT;SEPARATE" "" "USES;LIBRARIES")
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
  if(RUNNER_UNITY AND NOT stage_SEPARATE)
    set_target_properties(runner_${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 0)
  endif()
  if(stage_LIGHT)
    target_compile_options(runner_${name} PRIVATE $<$<CONFIG:Release>:-O1>)
  endif()
  target_include_directories(runner_${name} PUBLIC ${view})
  list(TRANSFORM stage_USES PREPEND runner_)
  target_link_libraries(runner_${name} PUBLIC ${stage_USES} fmt::fmt PRIVATE ${stage_LIBRARIES})
  target_compile_features(runner_${name} PUBLIC cxx_std_20)
endfunction()
