// Runs whose folder another process takes over.
#include "leases/lease_check.hpp"

#include "config/yaml_reader.hpp"
#include "execution/run_experiment.hpp"
#include "support/catch.hpp"
#include "support/data_files.hpp"
#include "support/temporary_folder.hpp"

namespace runner {
namespace {

using test::read_file;
using test::TemporaryFolder;
using test::write_file;

class Silent final : public RunDisplay {
 public:
  void line(std::string_view) override {}
  void progress(std::uint64_t, std::uint64_t, double) override {}
  bool stop_requested() override { return false; }
};

RunOutcome run_in(const std::filesystem::path& folder, LeaseCheck lease_check) {
  Diagnostics diagnostics;
  const SourceLocation file{std::make_shared<const std::string>("x.yaml"), 1, 1};
  const auto spec = read_experiment(
      parse_yaml("dataset: digits\niterations: 3\nreport_every: 1\n", file, diagnostics), "x",
      diagnostics);
  const Catalog catalog(std::vector<std::filesystem::path>{RUNNER_TEST_PLUGINS});
  RunOptions options;
  options.folder = folder;
  options.lease_check = std::move(lease_check);
  Silent display;
  return with_experiment(spec, catalog, diagnostics, [&](const auto& experiment) {
    return run_experiment(experiment, HashedData(experiment.dataset), options, display);
  });
}

// Held for that many writes, and lost at the next one.
LeaseCheck lost_after(int writes) {
  return LeaseCheck([writes]() mutable { return writes-- > 0; });
}

}  // namespace

TEST_CASE("a lease check without a lease is always held", "[sweep]") {
  LeaseCheck check;
  CHECK(check.held());
  CHECK(check.held());
}

TEST_CASE("all copies of a lease check agree that the lease is lost", "[sweep]") {
  int asked = 0;
  LeaseCheck check([&] { return ++asked != 2; });
  LeaseCheck copy = check;
  CHECK(check.held());
  CHECK_FALSE(copy.held());
  CHECK_FALSE(check.held());
  CHECK_FALSE(copy.held());
  CHECK(asked == 2);
}

TEST_CASE("a lease check that cannot be answered is asked again", "[sweep]") {
  int asked = 0;
  LeaseCheck check([&] {
    if (++asked == 1) throw std::runtime_error("unreadable");
    return true;
  });
  CHECK_THROWS(check.held());
  CHECK(check.held());
}

TEST_CASE("a run that lost its folder while it was set up touches nothing there", "[sweep]") {
  const TemporaryFolder folder;
  write_file(folder / "metrics.csv", "another's");
  write_file(folder / "run.json", "another's");
  CHECK_THROWS_AS(run_in(folder.path(), lost_after(0)), FolderLost);
  CHECK(read_file(folder / "metrics.csv") == "another's");
  CHECK(read_file(folder / "run.json") == "another's");
  CHECK_FALSE(std::filesystem::exists(folder / "log.txt"));
}

TEST_CASE("a run that loses its folder at any write does not say how it ended", "[sweep]") {
  int writes = 0;
  {
    const TemporaryFolder folder;
    run_in(folder.path(), LeaseCheck([&] {
             ++writes;
             return true;
           }));
    CHECK(read_file(folder / "run.json").find("\"finished\"") != std::string::npos);
  }
  CHECK(writes >= 8);  // set-up, beginning, four rows, weights, predictions, end
  for (int passed = 2; passed < writes; ++passed) {
    CAPTURE(passed);
    const TemporaryFolder folder;
    CHECK_THROWS_AS(run_in(folder.path(), lost_after(passed)), FolderLost);
    CHECK(read_file(folder / "run.json").find("\"running\"") != std::string::npos);
  }
}

}  // namespace runner
