// The installed tree and the Debian package.
#include "cli/runs.hpp"
#include "support/catch.hpp"
#include "support/skip.hpp"

namespace runner::test::package_test {
namespace {

ProcessResult bash(const std::string& script, const std::filesystem::path& folder) {
  ProcessOptions options;
  options.working_folder = folder;
  options.environment["BUILD"] = std::filesystem::path(RUNNER_BINARY).parent_path().string();
  options.environment["CXX"] = RUNNER_COMPILER;
  options.environment["RUNNER_PLUGIN_PATH"] = std::nullopt;
  options.time_limit = std::chrono::minutes(10);
  return run_process({"bash", "-euc", script}, options);
}

}  // namespace

TEST_CASE("the Debian package's tree works wherever it is moved", "[package]") {
  const TemporaryFolder folder;
  if (bash("command -v dpkg-deb dpkg-shlibdeps", folder.path()).status != 0) {
    return skip("dpkg-dev is not installed");
  }
  const auto result = bash(
      "cpack --config \"$BUILD/CPackConfig.cmake\" -B package >/dev/null\n"
      "dpkg-deb --field package/*.deb Depends\n"
      "dpkg-deb --extract package/*.deb installed\n"
      "mkdir 'else where'; mv installed/usr 'else where/moved'\n"
      "'else where/moved/bin/runner' 'else where/moved/share/runner/configs/baseline.yaml' "
      "iterations=10\n",
      folder.path());
  INFO(result.err);
  REQUIRE(result.status == 0);
  CHECK_THAT(result.out, contains("libopenblas") && contains("libyaml-cpp"));
  const std::string run = result.out.substr(result.out.find("experiments/"));
  const std::string manifest = read_file(folder / run.substr(0, run.find('\n')) / "run.json");
  CHECK_THAT(manifest, contains("else where/moved/lib/runner/plugins/relu.so"));
}

TEST_CASE("every kind's template builds against an installed tree and passes its checks",
          "[package]") {
  const TemporaryFolder folder;
  const auto result = bash(
      "cmake --install \"$BUILD\" --prefix installed >/dev/null\n"
      "mv installed moved\n"
      "export PATH=\"$PWD/moved/bin:$PATH\" CMAKE_PREFIX_PATH=\"$PWD/moved\"\n"
      "for kind in activation optimizer initializer dataset; do\n"
      "  runner plugins new $kind new_$kind\n"
      "  cmake -S new_$kind -B new_$kind/build >/dev/null\n"
      "  cmake --build new_$kind/build --verbose | grep -e ' -O3 ' | grep -c -e "
      "-fvisibility=hidden\n"
      "  runner plugins check new_$kind/build/new_$kind.so\n"
      "done\n",
      folder.path());
  INFO(result.out + result.err);
  CHECK(result.status == 0);
  CHECK_THAT(result.out, contains("new_dataset (dataset, ") && !contains("skipped"));
}

}  // namespace runner::test::package_test
