// The cache of runs as a user meets it: never needed, never seen.
#include <map>

#include "cli/runs.hpp"
#include "support/catch.hpp"
#include "support/run_folders.hpp"

namespace runner::test::run_cache_test {
namespace {

namespace fs = std::filesystem;

// 64 runs whose files are old enough for the cache.
const TemporaryFolder& many_runs() {
  static const TemporaryFolder folder;
  static const bool made = [] {
    for (int i = 100; i < 164; ++i) {
      const fs::path run = folder / ("experiments/baseline/r" + std::to_string(i));
      auto manifest = finished_run("baseline");
      manifest["seed"] = i;
      write_run(run, manifest, std::string(relu_config).replace(21, 2, std::to_string(i)));
      for (const char* file : {"run.json", "config.yaml"}) {
        fs::last_write_time(run / file, fs::file_time_type::clock::now() - std::chrono::hours(24));
      }
    }
    return true;
  }();
  static_cast<void>(made);
  return folder;
}

using Variables = std::map<std::string, std::optional<std::string>>;

ProcessResult compare(const Variables& variables) {
  ProcessOptions options;
  options.working_folder = many_runs().path();
  options.environment = variables;
  return run_program({"compare", "baseline", "--format", "csv", "--all"}, options);
}

std::size_t files_below(const fs::path& folder) {
  std::size_t count = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) ++count;
  }
  return count;
}

}  // namespace

TEST_CASE("compare prints the same with and without a cache", "[cli]") {
  const TemporaryFolder folder;
  const auto none = compare({{"XDG_CACHE_HOME", std::nullopt}, {"HOME", std::nullopt}});
  CHECK(none.status == 0);
  CHECK(none.err == "");
  const auto check_same = [&](const Variables& variables) {
    const auto result = compare(variables);
    CHECK(result.status == 0);
    CHECK(result.err == "");
    CHECK(result.out == none.out);
  };
  for (const Variables& variables :
       {Variables{{"XDG_CACHE_HOME", folder / "caches"}},
        Variables{{"XDG_CACHE_HOME", "relative"}, {"HOME", folder.path()}}}) {
    const std::size_t before = files_below(folder.path());
    check_same(variables);
    CHECK(files_below(folder.path()) == before + 1);
    check_same(variables);
    CHECK(files_below(folder.path()) == before + 1);
  }
  CHECK(fs::exists(folder / ".cache/runner"));
  CHECK_FALSE(fs::exists(many_runs() / "relative"));
  write_file(folder / "file", "");
  check_same({{"XDG_CACHE_HOME", folder / "file"}});
  check_same({{"XDG_CACHE_HOME", "/proc"}});
  check_same({{"XDG_CACHE_HOME", "relative"}, {"HOME", "also/relative"}});
}

TEST_CASE("a cache that cannot be written does not matter", "[cli]") {
  const TemporaryFolder folder;
  ProcessOptions options;
  options.working_folder = many_runs().path();
  options.environment = {{"XDG_CACHE_HOME", folder.path()}};
  const auto limited = run_process(
      {"bash", "-c", "ulimit -f 1; \"$0\" compare baseline --format csv", RUNNER_BINARY}, options);
  CHECK(limited.status == 0);
  CHECK(limited.err == "");
  CHECK(files_below(folder.path()) == 0);
}

}  // namespace runner::test::run_cache_test
