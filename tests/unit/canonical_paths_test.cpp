#include "base/canonical_paths.hpp"

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

namespace runner::canonical_paths_test {

namespace fs = std::filesystem;
using test::TemporaryFolder;

TEST_CASE("a canonical path is the same for every way to a folder", "[canonical_paths]") {
  const TemporaryFolder folder;
  const fs::path root = fs::canonical(folder.path());
  fs::create_directories(root / "a/b");
  fs::create_directories(root / "c");
  fs::create_directory_symlink("a", root / "link");
  fs::create_directory_symlink("../a/b", root / "c/inner");
  CanonicalPaths paths;
  for (const char* path : {"a/b", "a/b/", "a/./b", "a/b/.", "a/b/../b", "link/b", "link/b/.",
                           "c/inner", "c/../link/../a/b"}) {
    CAPTURE(path);
    CHECK(paths.of(root / path) == fs::canonical(root / "a/b"));
    CHECK(paths.of(root / path) == root / "a/b");
  }
  CHECK(paths.of(root / "link/none") == root / "a/none");
  CHECK(paths.of(root / "none/none") == root / "none/none");
  CHECK(paths.of("x") == fs::current_path() / "x");
  CHECK(paths.of(".") == fs::current_path());
  CHECK(paths.of("/") == "/");
}

TEST_CASE("links that lead nowhere have a path all the same", "[canonical_paths]") {
  const TemporaryFolder folder;
  fs::create_symlink("loop", folder / "loop");
  fs::create_symlink("none", folder / "dangling");
  CanonicalPaths paths;
  CHECK(paths.of(folder / "loop").is_absolute());
  CHECK(paths.of(folder / "loop/x").is_absolute());
  CHECK(paths.of(folder / "dangling").is_absolute());
  CHECK(paths.of("").empty());
}

}  // namespace runner::canonical_paths_test
