// Trials whose processes crash or are killed.
#include "cli/sweep_runs.hpp"
#include "support/catch.hpp"

namespace runner::test::sweep_deaths_test {
namespace {

// Runs a sweep of a good and a bad trial, whose plugin reads `environment`.
ProcessResult run_with(const SweepRun& sweep, const std::string& environment,
                       const std::string& redirection = "") {
  return sweep.shell(environment + " " + RUNNER_BINARY + " s.yaml --plugin-path " +
                     RUNNER_BAD_PLUGINS + redirection);
}

std::string with_values(const std::string& parameter) {
  return "name: s\ndataset: digits\niterations: 4\nsweep: {parameters: {" + parameter + "}}\n";
}

const std::string activations = "network.activation: [failing_activation, relu]";
const std::string initializers = "network.initializer: [failing_initializer, uniform]";

// The line after that of a trial that failed.
std::string one_failed(const std::string& reason) { return "  " + reason + "\n"; }

}  // namespace

TEST_CASE("a plugin that exits fails its trial, whatever the status", "[sweep]") {
  for (const std::string status : {"0", "1", "2", "3", "130"}) {
    CAPTURE(status);
    const SweepRun sweep(with_values(activations));
    const auto result =
        run_with(sweep, "BAD_PLUGIN_FAILS_IN='backward 3' BAD_PLUGIN_EXITS_WITH=" + status);
    INFO(result.err);
    CHECK(result.status == 1);
    CHECK_THAT(result.err, contains(one_failed("code of a plugin or library ended the process with "
                                               "exit status " +
                                               status + ".")));
    CHECK_THAT(result.err, contains("sweep: 1 finished, 1 failed, 0 left; "));
  }
}

TEST_CASE("a trial that crashes before it has written anything fails", "[sweep]") {
  const SweepRun sweep(with_values(initializers));
  const auto result = run_with(sweep, "BAD_PLUGIN_FAILS_IN=weights BAD_PLUGIN_RAISES=11");
  INFO(result.err);
  CHECK(result.status == 1);
  CHECK_THAT(result.err, contains(one_failed("the process crashed: Segmentation fault.")));
  CHECK_THAT(result.err, contains("sweep: 1 finished, 1 failed, 0 left; "));
  const auto again = run_with(sweep, "");
  CHECK_THAT(again.err, contains("1 already finished, 1 failed earlier"));
  CHECK(sweep.program({"compare", "experiments/s"}, {}).status == 0);
  CHECK(run_with(sweep, "", " --retry-failed").status == 0);
}

TEST_CASE("a trial that is killed from outside is tried once more", "[sweep]") {
  const SweepRun sweep(with_values(activations));
  const auto result = run_with(sweep, "BAD_PLUGIN_FAILS_IN='backward 3' BAD_PLUGIN_RAISES=9");
  INFO(result.err);
  CHECK(result.status == 1);
  CHECK_THAT(result.err,
             contains(one_failed("the process was killed from outside (Killed) more than once, as "
                                 "happens when memory runs out.")));
  CHECK_THAT(result.err, contains("sweep: 1 finished, 1 failed, 0 left; "));
  std::size_t claims = 0;
  for (const auto& trial : sweep.trials()) claims += fs::exists(trial / "claim.2") ? 1 : 0;
  CHECK(claims == 1);
}

TEST_CASE("a sweep continues if its output cannot be written", "[sweep]") {
  for (const std::string redirection : {" 2>/dev/full", " 2>&-", " 2>&1 >/dev/null | head -n 1"}) {
    CAPTURE(redirection);
    const SweepRun sweep(two_by_two);
    const auto result = sweep.shell(std::string(RUNNER_BINARY) + " s.yaml" + redirection);
    CHECK(result.status == 0);
    for (const auto& trial : sweep.trials()) CHECK(manifest_of(trial)["status"] == "finished");
    CHECK(sweep.trials().size() == 4);
  }
}

TEST_CASE("a sweep runs where the system has no descriptors of processes", "[sweep]") {
  const SweepRun sweep(two_by_two);
  const std::string without = std::string(RUNNER_SOURCE_DIR) + "/tests/scripts/without_pidfd.py ";
  const auto result = sweep.shell(without + RUNNER_BINARY + " s.yaml --jobs 2");
  if (result.status == 77) {
    skip("system calls cannot be filtered here");
    return;
  }
  INFO(result.err);
  CHECK(result.status == 0);
  CHECK_THAT(result.err, contains("sweep: 4 finished, 0 failed, 0 left"));
}

}  // namespace runner::test::sweep_deaths_test
