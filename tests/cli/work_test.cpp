// `runner work`: what it runs of a sweep that another command started, and what it refuses.
#include "cli/sweep_runs.hpp"
#include "support/catch.hpp"
#include "support/run_files.hpp"

namespace runner::test {
namespace {

// Trials long enough to be interrupted.
const std::string longer =
    "name: s\n"
    "dataset: digits\n"
    "iterations: 700\n"
    "report_every: 10\n"
    "batch_size: 50\n"
    "sweep: {parameters: {seed: [1, 2]}}\n";

const std::string of_csv =
    "name: s\n"
    "dataset: {plugin: csv, file: data/a.csv}\n"
    "split_size: 1\n"
    "iterations: 2\n"
    "sweep: {parameters: {seed: [1, 2]}}\n";

void write_csv(const SweepRun& sweep, const std::string& pixel = "3") {
  write_file(sweep.path("data/a.csv"), "label,p\n0,1\n1,2\n0," + pixel + "\n");
}

// The results of `longer` when nothing disturbs it.
const SweepRun& undisturbed() {
  static const struct Run {
    SweepRun sweep{longer};
    ProcessResult result = sweep.run();
  } run;
  REQUIRE(run.result.status == 0);
  return run.sweep;
}

void check_undisturbed_results(const SweepRun& sweep) {
  REQUIRE(sweep.trials().size() == 2);
  for (const auto& trial : sweep.trials()) {
    CAPTURE(trial);
    CHECK(manifest_of(trial)["status"] == "finished");
    check_same_results(trial, undisturbed().path("experiments/s") / trial.filename());
  }
}

ProcessResult work(const SweepRun& sweep) {
  return sweep.program({"work", "experiments/s"}, {"--threads", "2"});
}

// A sweep whose first trial was killed after it had written a checkpoint.
class Killed {
 public:
  Killed() {
    REQUIRE(sweep_.interfere("kill -TERM $!; wait $!").status == 130);
    REQUIRE(sweep_.trials().size() == 1);
    trial_ = sweep_.trials().front();
    set_status(trial_, "running");
  }
  const SweepRun& sweep() const { return sweep_; }
  const fs::path& trial() const { return trial_; }

 private:
  SweepRun sweep_{longer};
  fs::path trial_;
};

// Removes everything but the plan.
void forget_trials(const SweepRun& sweep) {
  for (const auto& trial : sweep.trials()) fs::remove_all(trial);
}

std::string warnings_of(const fs::path& trial) { return manifest_of(trial)["warnings"].dump(); }

}  // namespace

TEST_CASE("work finishes an interrupted sweep, with the same results", "[sweep]") {
  const SweepRun sweep(longer);
  REQUIRE(sweep.interfere("kill -TERM $!; wait $!").status == 130);
  const auto result = work(sweep);
  INFO(result.err);
  CHECK(result.status == 0);
  CHECK(result.out == "experiments/s\n");
  CHECK_THAT(result.err, contains("s: 2 trials; 1 at a time, 2 threads in all\n"));
  CHECK_THAT(last_line(result.err), contains("sweep: 2 finished, 0 failed, 0 left; best "));
  check_undisturbed_results(sweep);
}

TEST_CASE("work on a complete sweep runs nothing", "[sweep]") {
  const std::string before = read_file(undisturbed().trials().front() / "run.json");
  const auto result = work(undisturbed());
  CHECK(result.status == 0);
  CHECK_THAT(result.err, contains("s: 2 trials, 2 already finished; "));
  CHECK(read_file(undisturbed().trials().front() / "run.json") == before);
}

TEST_CASE("work finds the data from any current folder", "[sweep]") {
  const SweepRun sweep(of_csv);
  write_csv(sweep);
  REQUIRE(sweep.run().status == 0);
  const auto before = sweep.trials();
  const std::string runner = RUNNER_BINARY;
  const std::string commands[][2] = {
      {"cd / && " + runner + " work " + sweep.path("experiments/s").string() + "/",
       sweep.path("experiments/s").string()},
      {"cd data && " + runner + " work ../experiments/s", "../experiments/s"},
      {"cd experiments && " + runner + " work s", "s"},
      {"cd experiments/s && " + runner + " work .", sweep.path("experiments/s").string()}};
  for (const auto& [command, folder] : commands) {
    CAPTURE(command);
    forget_trials(sweep);
    const auto result = sweep.shell(command);
    INFO(result.err);
    CHECK(result.status == 0);
    CHECK(result.out == folder + "\n");
    CHECK(sweep.trials() == before);
  }
}

TEST_CASE("a sweep's folder may be renamed", "[sweep]") {
  const SweepRun sweep(of_csv);
  write_csv(sweep);
  REQUIRE(sweep.run().status == 0);
  forget_trials(sweep);
  fs::rename(sweep.path("experiments/s"), sweep.path("experiments/t"));
  const auto result = sweep.program({"work", "experiments/t"}, {});
  CHECK(result.status == 0);
  CHECK(result.out == "experiments/t\n");
  CHECK_FALSE(fs::exists(sweep.path("experiments/s")));
}

TEST_CASE("workers at the same time share the trials, and each is run once", "[sweep]") {
  const SweepRun sweep(longer);
  REQUIRE(sweep.interfere("kill -TERM $!; wait $!").status == 130);
  const std::string command = std::string(RUNNER_BINARY) + " work experiments/s --threads 1 2>";
  const auto both =
      sweep.shell(command + "a & " + command + "b; status=$?; wait $!; exit $((status + $?))");
  CHECK(both.status == 0);
  const std::string output = read_file(sweep.path("a")) + read_file(sweep.path("b"));
  INFO(output);
  for (const auto& trial : sweep.trials()) {
    const std::string line = "\n" + trial.filename().string() + "  finished  ";
    const auto at = output.find(line);
    CHECK(at != std::string::npos);
    CHECK(output.find(line, at + 1) == std::string::npos);
  }
  check_undisturbed_results(sweep);
}

TEST_CASE("a killed trial resumes from its checkpoint", "[sweep]") {
  const Killed killed;
  const auto result = work(killed.sweep());
  CHECK(result.status == 0);
  CHECK_THAT(read_file(killed.trial() / "log.txt"), contains("\nresumed after "));
  CHECK(warnings_of(killed.trial()) == "[]");
  check_undisturbed_results(killed.sweep());
}

TEST_CASE("a killed trial whose checkpoint is damaged starts again, with a warning", "[sweep]") {
  const Killed killed;
  const fs::path trial = killed.trial();
  const fs::path checkpoint = trial / "checkpoint.npz";
  SECTION("cut short") { fs::resize_file(checkpoint, fs::file_size(checkpoint) / 2); }
  SECTION("other bytes in the middle") {
    std::string bytes = read_file(checkpoint);
    bytes.replace(bytes.size() / 2, 8, "foreign.");
    write_file(checkpoint, bytes);
  }
  const auto result = work(killed.sweep());
  INFO(result.err);
  CHECK(result.status == 0);
  CHECK_THAT(warnings_of(trial), contains("/checkpoint.npz: the checkpoint cannot be used: ") &&
                                     contains(" The trial starts again."));
  CHECK_THAT(read_file(trial / "log.txt"), !contains("resumed after"));
  check_undisturbed_results(killed.sweep());
}

TEST_CASE("a killed trial whose metrics are cut short starts again, with a warning", "[sweep]") {
  const Killed killed;
  const fs::path trial = killed.trial();
  write_file(trial / "metrics.csv", "iteration");
  const auto result = work(killed.sweep());
  CHECK(result.status == 0);
  CHECK_THAT(warnings_of(trial), contains("/metrics.csv: the file has 9 bytes, but it had ") &&
                                     contains(" The trial starts again."));
  check_undisturbed_results(killed.sweep());
}

TEST_CASE("a killed trial whose run.json is damaged resumes from its checkpoint", "[sweep]") {
  const Killed killed;
  write_file(killed.trial() / "run.json", "{\"form");
  const auto result = work(killed.sweep());
  CHECK(result.status == 0);
  CHECK_THAT(read_file(killed.trial() / "log.txt"), contains("\nresumed after "));
  CHECK(manifest_of(killed.trial())["started"].get<std::string>().size() == 20);
  CHECK_THAT(warnings_of(killed.trial()), contains("/run.json: the file is damaged: ") &&
                                              contains(" The trial resumes from its checkpoint."));
  check_undisturbed_results(killed.sweep());
}

// A loop of links cannot be opened, not even by root, like a file on a failing network file system.
TEST_CASE("a trial with a file that cannot be read now is left as it is", "[sweep]") {
  const Killed killed;
  const std::string name = GENERATE("run.json", "checkpoint.npz", "metrics.csv");
  CAPTURE(name);
  const fs::path file = killed.trial() / name;
  const fs::path elsewhere = killed.sweep().path(name);
  fs::rename(file, elsewhere);
  fs::create_symlink(name, file);
  const std::string sentence =
      ": the file cannot be read: Too many levels of symbolic links." +
      std::string(name == "run.json" ? "\n"
                                     : " The trial was left as it is; try again when the file can "
                                       "be read.\n");
  const auto refused = work(killed.sweep());
  INFO(refused.err);
  CHECK(refused.status == (name == "run.json" ? 2 : 1));
  CHECK_THAT(refused.err, contains("experiments/s/" + killed.trial().filename().string() + "/" +
                                   name + sentence));
  CHECK_THAT(read_file(killed.trial() / "log.txt"), !contains("resumed after"));
  fs::remove(file);
  fs::rename(elsewhere, file);
  CHECK(work(killed.sweep()).status == 0);
  CHECK_THAT(read_file(killed.trial() / "log.txt"), contains("\nresumed after "));
  check_undisturbed_results(killed.sweep());
}

TEST_CASE("a trial whose checkpoint is a link to nothing is left as it is", "[sweep]") {
  const Killed killed;
  const fs::path file = killed.trial() / "checkpoint.npz";
  fs::rename(file, killed.sweep().path("elsewhere.npz"));
  fs::create_symlink("nowhere.npz", file);
  const auto refused = work(killed.sweep());
  INFO(refused.err);
  CHECK(refused.status == 1);
  CHECK_THAT(refused.err,
             contains("/checkpoint.npz: the file cannot be read: it is a symbolic link "
                      "to a file that does not exist. The trial was left as it is; "));
  fs::remove(file);
  fs::rename(killed.sweep().path("elsewhere.npz"), file);
  CHECK(work(killed.sweep()).status == 0);
  CHECK_THAT(read_file(killed.trial() / "log.txt"), contains("\nresumed after "));
  check_undisturbed_results(killed.sweep());
}

TEST_CASE("a trial whose data has changed is refused", "[sweep]") {
  const SweepRun sweep(of_csv);
  write_csv(sweep);
  REQUIRE(sweep.run().status == 0);
  const std::string first = sweep.check().out.substr(0, 12);
  forget_trials(sweep);
  write_csv(sweep, "4");
  const auto result = sweep.program({"work", "experiments/s"}, {});
  INFO(result.err);
  CHECK(result.status == 1);
  CHECK(result.out == "experiments/s\n");
  CHECK_THAT(result.err, contains("trial " + first +
                                  ": its data, one of its plugins or its entry in sweep.json "
                                  "changed after the sweep was planned. "
                                  "Restore it, or plan the sweep again with `runner CONFIG`.\n"));
  CHECK_THAT(result.err,
             contains("stopped: trial " + first + " could not be run, for the reason above.\n"));
  CHECK(last_line(result.err) == "sweep: 0 finished, 0 failed, 2 left");
  CHECK_FALSE(fs::exists(sweep.path("experiments/s/" + first) / "run.json"));
  write_csv(sweep);
  CHECK(sweep.program({"work", "experiments/s"}, {}).status == 0);
}

TEST_CASE("missing data stops the work with the reason", "[sweep]") {
  const SweepRun sweep(of_csv);
  write_csv(sweep);
  REQUIRE(sweep.run().status == 0);
  forget_trials(sweep);
  fs::remove(sweep.path("data/a.csv"));
  const auto result = sweep.program({"work", "experiments/s"}, {});
  CHECK(result.status == 1);
  CHECK_THAT(result.err, contains("stopped: ") && contains(sweep.path("data/a.csv").string()));
  CHECK(last_line(result.err) == "sweep: 0 finished, 0 failed, 2 left");
}

TEST_CASE("work and status refuse a folder that is not a sweep's", "[sweep]") {
  const SweepRun sweep(two_by_two);
  for (const std::string command : {"work", "status"}) {
    for (const std::string folder : {"experiments/s", "."}) {
      const auto result = sweep.program({command, folder}, {});
      CHECK(result.status == 2);
      CHECK(result.out.empty());
      CHECK(result.err ==
            folder +
                "/sweep.json: the file does not exist, so this is not a sweep's folder. Give one "
                "such as experiments/activation-sweep, which `runner CONFIG` or `runner submit "
                "CONFIG` creates.\n");
    }
  }
  CHECK_FALSE(fs::exists(sweep.path("experiments")));
}

}  // namespace runner::test
