// Runs whose folder another process takes over.
#include "leases/lease_check.hpp"

#include "config/yaml_reader.hpp"
#include "execution/run_experiment.hpp"
#include "support/catch.hpp"
#include "support/data_files.hpp"
#include "support/temporary_folder.hpp"

namespace runner::lease_check_test {
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

RunOutcome run_in(const std::filesystem::path& folder, LeaseCheck lease) {
  Diagnostics diagnostics;
  const SourceLocation file{std::make_shared<const std::string>("x.yaml"), 1, 1};
  const auto spec = read_experiment(
      parse_yaml("dataset: digits\niterations: 3\nreport_every: 1\n", file, diagnostics), "x",
      diagnostics);
  const Catalog catalog(std::vector<std::filesystem::path>{RUNNER_TEST_PLUGINS});
  RunOptions options;
  options.folder = folder;
  options.lease = std::move(lease);
  Silent display;
  const Experiment experiment = bind_for_run(spec, catalog, diagnostics);
  return run_experiment(experiment, HashedData(experiment.dataset), options, display);
}

// A lease that is held for so many writes, and then lost.
LeaseCheck lost_after(int writes) {
  return LeaseCheck([writes]() mutable { return writes-- > 0; });
}

}  // namespace

TEST_CASE("a lease is held by default, and once lost it stays lost for all copies", "[leases]") {
  CHECK(LeaseCheck().held());
  int asked = 0;
  LeaseCheck first([&] { return ++asked != 2; });
  LeaseCheck second = first;
  CHECK(first.held());
  CHECK(first.held_so_far());
  CHECK_FALSE(second.held());
  CHECK_FALSE(first.held_so_far());
  CHECK_FALSE(first.held());
  CHECK(asked == 2);
}

TEST_CASE("a run that lost its folder while it was set up touches nothing there", "[sweep]") {
  const TemporaryFolder folder;
  write_file(folder / "metrics.csv", "another's");
  write_file(folder / "run.json", "another's");
  CHECK(run_in(folder.path(), lost_after(0)).lease_lost);
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
    CHECK(run_in(folder.path(), lost_after(passed)).lease_lost);
    CHECK(read_file(folder / "run.json").find("\"running\"") != std::string::npos);
  }
}

}  // namespace runner::lease_check_test
