// Sweeps by the real program: what is run, what is kept, and what is run again.
#include "cli/sweep_runs.hpp"
#include "support/catch.hpp"

namespace runner::test::sweep_test {

TEST_CASE("a sweep runs its trials and prints the experiment's folder", "[sweep]") {
  const SweepRun sweep(two_by_two);
  const auto result = sweep.run({"--jobs", "2"});
  INFO(result.err);
  CHECK(result.status == 0);
  CHECK(result.out == "experiments/s\n");
  CHECK_THAT(result.err, contains("s: 4 trials; 2 at a time, "));
  CHECK_THAT(last_line(result.err),
             contains("sweep: 4 finished, 0 failed, 0 left; best validation_accuracy 0."));
  REQUIRE(sweep.trials().size() == 4);
  for (const auto& trial : sweep.trials()) {
    CAPTURE(trial);
    CHECK(trial.filename().string().size() == 12);
    CHECK(manifest_of(trial)["status"] == "finished");
    for (const char* file : {"config.yaml", "metrics.csv", "weights.npz", "predictions.csv"}) {
      CHECK(fs::exists(trial / file));
    }
  }
}

TEST_CASE("a run of a trial's config.yaml repeats it in a folder of its own", "[sweep]") {
  const SweepRun sweep(two_by_two);
  REQUIRE(sweep.run().status == 0);
  const auto trials = sweep.trials();
  const auto trial = trials.front();
  const auto check_repeat = [&](const ProcessResult& run, const std::string& name) {
    INFO(run.err);
    REQUIRE(run.status == 0);
    const std::string folder = last_line(run.out);
    CHECK_THAT(folder, contains("experiments/" + name + "/"));
    CHECK(folder.substr(folder.rfind('/')).size() ==
          std::string("/YYYYMMDDThhmmssZ-123abc").size());
    CHECK(manifest_of(sweep.path(folder))["name"] == name);
    CHECK(read_file(sweep.path(folder) / "weights.npz") == read_file(trial / "weights.npz"));
    std::string config = read_file(trial / "config.yaml");
    REQUIRE(config.starts_with("name: s\n"));
    CHECK(read_file(sweep.path(folder) / "config.yaml") == config.replace(0, 7, "name: " + name));
    CHECK(sweep.trials() == trials);
    return sweep.path(folder);
  };
  const auto repeat =
      check_repeat(sweep.program({(trial / "config.yaml").string()}, {}), "s-repeat");
  check_repeat(sweep.program({(repeat / "config.yaml").string()}, {}), "s-repeat");
  check_repeat(sweep.shell("cd " + trial.string() + " && " + RUNNER_BINARY +
                           " config.yaml --output " + sweep.path("experiments").string()),
               "s-repeat");
  check_repeat(sweep.program({(trial / "config.yaml").string()}, {"name=mine"}), "mine");
}

TEST_CASE("check prints the trials, their number and an estimate, and runs none", "[sweep]") {
  const SweepRun sweep(two_by_two);
  const auto checked = sweep.check();
  INFO(checked.err);
  CHECK(checked.status == 0);
  CHECK_THAT(checked.out, contains("  network.activation=relu optimizer.alpha=0.1\n"));
  CHECK_THAT(checked.out, contains("\n4 trials of s; about "));
  CHECK_FALSE(fs::exists(sweep.path("experiments")));
  REQUIRE(sweep.run().status == 0);
  for (const auto& trial : sweep.trials()) {
    CHECK_THAT(checked.out, contains(trial.filename().string() + "  network.activation="));
  }
}

TEST_CASE("the same sweep again runs nothing, a larger one only what is new", "[sweep]") {
  const SweepRun sweep(two_by_two);
  REQUIRE(sweep.run().status == 0);
  const auto before = sweep.trials();
  const auto written = fs::last_write_time(before.front() / "run.json");
  const auto again = sweep.run();
  CHECK(again.status == 0);
  CHECK(again.out == "experiments/s\n");
  CHECK_THAT(again.err, contains("s: 4 trials, 4 already finished; "));
  write_file(sweep.path("s.yaml"), std::string(two_by_two) + "    seed: [42, 43]\n");
  CHECK(sweep.run().status == 0);
  CHECK(sweep.trials().size() == 8);
  CHECK(fs::last_write_time(before.front() / "run.json") == written);
}

TEST_CASE("other threads, another output and another name are the same trials", "[sweep]") {
  const SweepRun sweep(two_by_two);
  const std::string ids = sweep.check().out.substr(0, 12);
  const auto other = sweep.program({"check", "s.yaml"}, {"name=t"});
  CHECK(other.out.substr(0, 12) == ids);
  const auto longer = sweep.program({"check", "s.yaml"}, {"iterations=4"});
  CHECK(longer.out.substr(0, 12) != ids);
}

TEST_CASE("data that was moved is the same data, other data is not", "[sweep]") {
  const std::string sweep_of_one =
      "split_size: 1\niterations: 1\nsweep: {parameters: {seed: [1]}}\n";
  const SweepRun sweep("dataset: {plugin: csv, file: a.csv}\n" + sweep_of_one);
  write_file(sweep.path("a.csv"), "label,p\n0,1\n1,2\n0,3\n");
  write_file(sweep.path("b.csv"), "label,p\n0,1\n1,2\n0,3\n");
  write_file(sweep.path("c.csv"), "label,p\n0,1\n1,2\n0,4\n");
  const auto id = [&](const std::string& file) {
    const auto checked = sweep.program({"check", "s.yaml"}, {"dataset.file=" + file});
    INFO(checked.err);
    REQUIRE(checked.status == 0);
    return checked.out.substr(0, 12);
  };
  CHECK(id("a.csv") == id("b.csv"));
  CHECK(id("a.csv") != id("c.csv"));
}

TEST_CASE("equal trials are run once", "[sweep]") {
  const SweepRun sweep(
      "name: s\ndataset: digits\niterations: 1\n"
      "sweep: {parameters: {optimizer: [gradient_descent, {plugin: gradient_descent, alpha: "
      "0.1}]}}\n");
  const auto result = sweep.run();
  CHECK(result.status == 0);
  CHECK_THAT(result.err, contains("s: 1 trial, 1 duplicate ignored; "));
  CHECK(sweep.trials().size() == 1);
}

TEST_CASE("trials of an earlier plan are counted, but not compared", "[sweep]") {
  const SweepRun sweep(two_by_two);
  REQUIRE(sweep.run().status == 0);
  const auto earlier = sweep.trials();
  REQUIRE(sweep.run({"iterations=2"}).status == 0);
  REQUIRE(sweep.trials().size() == 8);
  CHECK_THAT(
      sweep.program({"status", "experiments/s"}, {}).out,
      contains("s: 4 trials: 4 finished\n") &&
          contains("\nearlier    4 trials of earlier plans with this name, not counted above\n"));
  const std::string note = "4 trials of earlier plans are not shown; --all shows them.\n";
  for (const std::string folder : {"experiments/s", "experiments"}) {
    const auto compared = sweep.program({"compare", folder, "--each"}, {});
    CHECK(compared.out.ends_with(note));
    for (const auto& trial : sweep.trials()) {
      const bool shown = compared.out.find(trial.filename().string()) != std::string::npos;
      CHECK(shown == (std::ranges::count(earlier, trial) == 0));
    }
  }
  const auto named =
      sweep.program({"compare", "--each", earlier[0].string(), earlier[1].string()}, {});
  CHECK(named.status == 0);
  CHECK_THAT(named.out, contains(earlier[0].filename().string()) && !contains("not shown"));
  const auto csv = sweep.program({"compare", "experiments/s", "--each", "--format", "csv"}, {});
  CHECK(std::ranges::count(csv.out, '\n') == 1 + 4);
  CHECK(csv.err == note);
  const auto all = sweep.program({"compare", "s", "--all", "--each", "--format", "csv"}, {});
  CHECK(std::ranges::count(all.out, '\n') == 1 + 8);
  CHECK(all.err == "");
}

TEST_CASE("compare shows the trials of a sweep", "[sweep]") {
  const SweepRun sweep(two_by_two);
  REQUIRE(sweep.run().status == 0);
  const auto compared = sweep.program({"compare", "experiments/s", "--each"}, {});
  CHECK(compared.status == 0);
  CHECK_THAT(compared.out, contains("activation  alpha  "));
  for (const auto& trial : sweep.trials()) {
    CHECK_THAT(compared.out, contains("s/" + trial.filename().string() + "  finished"));
    CHECK(sweep.program({"show", trial.string()}, {"--count", "1"}).status == 0);
  }
}

}  // namespace runner::test::sweep_test
