# cmake --install: the program, its plugins, configs, and the SDK. The program finds its plugins relative
# to itself, so the tree can be moved. The library folder is always lib/, for the same reason.
include(CMakePackageConfigHelpers)

set(package_dir lib/cmake/runner)
install(TARGETS runner RUNTIME DESTINATION bin)
install(TARGETS runner_sdk EXPORT runnerTargets)
install(EXPORT runnerTargets NAMESPACE runner:: DESTINATION ${package_dir})
install(DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}/include/runner DESTINATION include)
configure_package_config_file(cmake/runnerConfig.cmake.in
  ${CMAKE_CURRENT_BINARY_DIR}/runnerConfig.cmake INSTALL_DESTINATION ${package_dir}
  NO_SET_AND_CHECK_MACRO NO_CHECK_REQUIRED_COMPONENTS_MACRO)
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/runnerConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES
  ${CMAKE_CURRENT_BINARY_DIR}/runnerConfig.cmake
  ${CMAKE_CURRENT_BINARY_DIR}/runnerConfigVersion.cmake
  cmake/RunnerAddPlugin.cmake
  cmake/plugin.map
  DESTINATION ${package_dir})
configure_file(cmake/runner.pc.in ${CMAKE_CURRENT_BINARY_DIR}/runner.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/runner.pc DESTINATION lib/pkgconfig)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/configs DESTINATION share/runner)
install(FILES ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/LICENSE
        DESTINATION share/doc/runner)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs DESTINATION share/doc/runner)

# cpack: a Debian package.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "the developers of runner")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "cmake, g++, libarmadillo-dev, libopenblas-dev")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "gnuplot-nox")
include(CPack)
