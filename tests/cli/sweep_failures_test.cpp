// Sweeps that are killed, interrupted, joined by others, or whose trials fail.
#include "cli/sweep_runs.hpp"
#include "leases/lease_files.hpp"
#include "support/catch.hpp"

namespace runner::test::sweep_failures_test {

TEST_CASE("killed, interrupted and damaged trials are run again", "[sweep]") {
  const SweepRun sweep(two_by_two);
  REQUIRE(sweep.run().status == 0);
  const auto trials = sweep.trials();
  const std::string weights = read_file(trials[0] / "weights.npz");
  set_status(trials[0], "running");
  fs::remove(trials[0] / "weights.npz");
  set_status(trials[1], "interrupted");
  write_file(trials[2] / "run.json", "{\"form");
  write_file(trials[3] / "metrics.csv", "foreign");
  const auto again = sweep.run();
  INFO(again.err);
  CHECK(again.status == 0);
  CHECK_THAT(again.err, contains("s: 4 trials, 1 finished before; "));
  for (const auto& trial : trials) CHECK(manifest_of(trial)["status"] == "finished");
  CHECK(read_file(trials[0] / "weights.npz") == weights);
  CHECK(std::ranges::count(read_file(trials[0] / "metrics.csv"), '\n') == 3);
}

TEST_CASE("a trial that another process works on is waited for, not run twice", "[sweep]") {
  const SweepRun sweep(two_by_two);
  const std::string runner = RUNNER_BINARY;
  const auto both = sweep.shell(runner + " s.yaml --jobs 2 2>a & " + runner +
                                " s.yaml --jobs 2 2>b; status=$?; wait $!; exit $((status + $?))");
  CHECK(both.status == 0);
  const std::string ended = read_file(sweep.path("a")) + read_file(sweep.path("b"));
  INFO(ended);
  std::size_t lines = 0;
  for (std::size_t at = 0; (at = ended.find("  finished  ", at)) != std::string::npos; ++at)
    ++lines;
  CHECK(lines == 4);
}

TEST_CASE("a sweep that cannot start leaves the plan as it was", "[sweep]") {
  const SweepRun sweep(two_by_two);
  REQUIRE(sweep.run().status == 0);
  const fs::path plan = sweep.path("experiments/s/sweep.json");
  const std::string before = read_file(plan);
  const fs::path manifest = sweep.trials().front() / "run.json";
  fs::remove(manifest);
  fs::create_directory(manifest);
  write_file(sweep.path("s.yaml"), std::string(two_by_two) + "    seed: [42, 43]\n");
  const auto refused = sweep.run();
  CHECK(refused.status == 2);
  CHECK(refused.out.empty());
  CHECK_THAT(refused.err, contains("/run.json: the file cannot be read: Is a directory."));
  CHECK(read_file(plan) == before);
  fs::remove(manifest);
  CHECK(sweep.run().status == 0);
  CHECK(read_file(plan) != before);
}

TEST_CASE("failed trials end the sweep with status 1 and are run again when asked", "[sweep]") {
  const SweepRun sweep(
      "name: s\ndataset: digits\niterations: 5\n"
      "sweep: {parameters: {optimizer.alpha: [1e300, 0.1]}}\n");
  const auto first = sweep.run();
  CHECK(first.status == 1);
  CHECK(first.out == "experiments/s\n");
  CHECK_THAT(first.err, contains("  diverged  optimizer.alpha=1e300  "));
  CHECK_THAT(first.err, contains("sweep: 1 finished, 1 failed, 0 left; best train_loss "));
  const auto second = sweep.run();
  CHECK(second.status == 1);
  CHECK_THAT(second.err, contains("1 finished before, 1 failed before (--retry-failed runs them "
                                  "again)"));
  CHECK_THAT(second.err, !contains("diverged"));
  const auto third = sweep.run({"--retry-failed"});
  CHECK(third.status == 1);
  CHECK_THAT(third.err, contains("  diverged  optimizer.alpha=1e300  "));
}

TEST_CASE("with --fail-fast the first failure ends the sweep", "[sweep]") {
  const SweepRun sweep(
      "name: s\ndataset: digits\niterations: 5\n"
      "sweep: {parameters: {optimizer.alpha: [1e300, 0.1]}}\n");
  const auto result = sweep.run({"--fail-fast"});
  CHECK(result.status == 1);
  CHECK_THAT(result.err, contains(" diverged, and --fail-fast was given.\n"));
  CHECK_THAT(result.err, contains("sweep: 0 finished, 1 failed, 1 left"));
  CHECK(sweep.run().status == 1);
  CHECK(sweep.trials().size() == 2);
}

TEST_CASE("a trial whose process crashes does not affect the others", "[sweep]") {
  const SweepRun sweep(
      "name: s\ndataset: digits\niterations: 1000000\n"
      "sweep: {parameters: {iterations: [1000000, 2]}}\n");
  const auto result = sweep.interfere(
      "kill -SEGV $(sed -n 's/.*\"pid\": \\([0-9]*\\).*/\\1/p' "
      "experiments/s/*/run.json); wait $!");
  INFO(result.err);
  CHECK(result.status == 1);
  CHECK_THAT(result.err, contains("the process crashed: Segmentation fault."));
  CHECK_THAT(result.err, contains("sweep: 1 finished, 1 failed, 0 left"));
}

TEST_CASE("SIGINT and SIGTERM end the trials and the sweep with status 130", "[sweep]") {
  for (const std::string signal : {"INT", "TERM"}) {
    CAPTURE(signal);
    const SweepRun sweep(
        "name: s\ndataset: digits\niterations: 1000000\n"
        "sweep: {parameters: {seed: {range: [0, 3]}}}\n");
    const auto result = sweep.interfere("kill -" + signal + " $!; wait $!");
    INFO(result.err);
    CHECK(result.status == 130);
    CHECK(result.out == "experiments/s\n");
    CHECK_THAT(result.err, contains("interrupted: 0 finished, 0 failed, 3 left\n"));
    REQUIRE(sweep.trials().size() == 1);
    CHECK(manifest_of(sweep.trials().front())["status"] == "interrupted");
  }
}

TEST_CASE("resume acquires a trial's lease as its sweep does, and resumes it", "[sweep][resume]") {
  const SweepRun sweep(two_by_two);
  REQUIRE(sweep.run().status == 0);
  const auto trial = sweep.trials().front();
  const std::string weights = read_file(trial / "weights.npz");
  set_status(trial, "running");
  const auto resumed = sweep.program({"resume", trial.string()}, {});
  INFO(resumed.err);
  CHECK(resumed.status == 0);
  CHECK(fs::exists(trial / "released.2"));
  CHECK(read_file(trial / "weights.npz") == weights);
}

TEST_CASE("resume refuses a trial that a process elsewhere holds", "[sweep][resume]") {
  const SweepRun sweep(two_by_two);
  REQUIRE(sweep.run().status == 0);
  const auto trial = sweep.trials().front();
  set_status(trial, "interrupted");
  write_file(trial / "claim.2", make_lease_text({{"elsewhere", "boot", 1, 1}, "pids"}));
  const auto resumed = sweep.program({"resume", trial.string()}, {});
  CHECK(resumed.status == 2);
  CHECK(resumed.err ==
        trial.string() +
            ": another process holds this trial of a sweep. Wait until it has ended; "
            "or, when it was on another machine and has ended for certain, give "
            "--take-over.\n");
  CHECK(sweep.program({"resume", trial.string()}, {"--take-over"}).status == 0);
  CHECK(manifest_of(trial)["status"] == "finished");
}

TEST_CASE("the trials of a sweep that is killed end with it", "[sweep]") {
  const SweepRun sweep(
      "name: s\ndataset: digits\niterations: 1000000\n"
      "sweep: {parameters: {seed: {range: [0, 3]}}}\n");
  // The shell's output stays open as long as a trial holds it, and run_process() waits for that.
  const auto result = sweep.interfere("kill -KILL $!");
  CHECK_FALSE(result.timed_out);
  REQUIRE(sweep.trials().size() == 1);
  const auto compared = sweep.program({"compare", "experiments/s"}, {});
  CHECK_THAT(compared.out, contains("killed"));
}

}  // namespace runner::test::sweep_failures_test
