// `runner submit` without Slurm, and with programs in its place; tests/scripts/slurm_test.sh has a
// real Slurm.
#include <fmt/format.h>

#include "base/error.hpp"
#include "cli/sweep_runs.hpp"
#include "slurm/batch_script.hpp"
#include "support/catch.hpp"

namespace runner::test::submit_test {
namespace {

// Without any program on PATH.
ProcessResult submit(const SweepRun& sweep, const std::string& arguments) {
  return sweep.shell("PATH=/nowhere exec " + std::string(RUNNER_BINARY) + " submit " + arguments);
}

// Programs in Slurm's place. Each appends its command line to `calls`.
class FakeSlurm {
 public:
  // `sbatch` is what the program of that name does then; $plan is the plan's path.
  FakeSlurm(const SweepRun& sweep, const std::string& sbatch) : sweep_(sweep) {
    write_program("sbatch", sbatch);
    write_program("scontrol", "true");
    write_program("scancel", "true");
  }
  ProcessResult submit(const std::string& arguments) const {
    return sweep_.shell("PATH=$PWD/bin:$PATH plan=$PWD/experiments/s/sweep.json exec " +
                        std::string(RUNNER_BINARY) + " submit " + arguments);
  }
  std::string calls() const { return read_file(sweep_.path("calls")); }

 private:
  void write_program(const std::string& name, const std::string& action) const {
    const fs::path file = sweep_.path("bin/" + name);
    write_file(file, fmt::format("#!/bin/sh\necho \"{} $*\" >> '{}'\n{}\n", name,
                                 sweep_.path("calls").string(), action));
    fs::permissions(file, fs::perms::owner_all);
  }
  const SweepRun& sweep_;
};

}  // namespace

TEST_CASE("a sweep's first job is submitted with its plan in place", "[submit]") {
  const SweepRun sweep(two_by_two);
  const FakeSlurm slurm(sweep, "test -s \"$plan\" && echo 12");
  const auto result = slurm.submit("s.yaml --tasks 3 --sbatch='--time=10 -p main'");
  INFO(result.err);
  CHECK(result.status == 0);
  CHECK(result.out == "12\n");
  const std::string script = fs::weakly_canonical(sweep.path("experiments/s/submit.sh")).string();
  CHECK(slurm.calls() == "sbatch --parsable --time=10 -p main " + script + "\n");
  CHECK(read_file(sweep.path("experiments/s/slurm/jobs")) == "12\n");
  REQUIRE(slurm.submit("s.yaml --tasks 3").status == 0);
  CHECK_THAT(slurm.calls(), !contains("--hold"));
}

TEST_CASE("a job that replaces a plan is held until the plan is written", "[submit]") {
  const SweepRun sweep(two_by_two);
  REQUIRE(sweep.run().status == 0);
  const fs::path plan = sweep.path("experiments/s/sweep.json");
  const std::string before = read_file(plan);
  const FakeSlurm slurm(sweep, "cp \"$plan\" seen; echo '12;cluster'");
  const auto result = slurm.submit("s.yaml iterations=2 --tasks 3");
  INFO(result.err);
  CHECK(result.status == 0);
  CHECK_THAT(slurm.calls(),
             contains("sbatch --parsable --hold ") && contains("\nscontrol release 12\n"));
  CHECK(read_file(sweep.path("seen")) == before);
  CHECK(read_file(plan) != before);
  CHECK(fs::exists(sweep.path("experiments/s/submit.sh")));
  CHECK_FALSE(fs::exists(sweep.path("experiments/s/submit.new.sh")));
}

TEST_CASE("a job that the user wants held is not released", "[submit]") {
  const SweepRun sweep(two_by_two);
  REQUIRE(sweep.run().status == 0);
  const FakeSlurm slurm(sweep, "echo 12");
  CHECK(slurm.submit("s.yaml iterations=2 --tasks 3 --sbatch=--hold").status == 0);
  CHECK_THAT(slurm.calls(), !contains("scontrol"));
}

TEST_CASE("a submit that fails leaves the plan and the batch script as they were", "[submit]") {
  const SweepRun sweep(two_by_two);
  const FakeSlurm accepting(sweep, "echo 12");
  REQUIRE(accepting.submit("s.yaml --tasks 3").status == 0);
  const fs::path folder = fs::weakly_canonical(sweep.path("experiments/s"));
  const std::string plan = read_file(folder / "sweep.json");
  const std::string script = read_file(folder / "submit.sh");
  const FakeSlurm refusing(sweep, "exit 5");
  const auto refused = refusing.submit("s.yaml iterations=2 --tasks 7");
  CHECK(refused.status == 1);
  CHECK(refused.err == fmt::format("sbatch exited with status 5 and did not accept the job; its "
                                   "message is above. {}/sweep.json, the plan of an earlier sweep, "
                                   "was not changed.\n",
                                   folder.string()));
  CHECK(submit(sweep, "s.yaml iterations=2 --tasks 7").status == 1);
  CHECK(read_file(folder / "sweep.json") == plan);
  CHECK(read_file(folder / "submit.sh") == script);
  CHECK_FALSE(fs::exists(folder / "submit.new.sh"));
}

TEST_CASE("what sbatch prints is a job's number or an error", "[submit]") {
  const SweepRun sweep(two_by_two);
  const FakeSlurm wordy(sweep, "echo 'Submitted batch job 12'");
  const auto result = wordy.submit("s.yaml --tasks 3");
  CHECK(result.status == 1);
  CHECK_THAT(result.err, contains("sbatch succeeded but printed 'Submitted batch job 12?' instead "
                                  "of the number of a job; look for the job with squeue."));
  const FakeSlurm silent(sweep, "true");
  CHECK_THAT(silent.submit("s.yaml --tasks 3").err, contains("printed nothing instead of"));
  const FakeSlurm killed(sweep, "kill -9 $$");
  CHECK_THAT(killed.submit("s.yaml --tasks 3").err, contains("sbatch was ended by signal 9 and"));
  CHECK_FALSE(fs::exists(sweep.path("experiments/s/slurm/jobs")));
}

TEST_CASE("an interrupted submit cancels the job that sbatch still accepts", "[submit]") {
  const SweepRun sweep(two_by_two);
  REQUIRE(sweep.run().status == 0);
  const std::string plan = read_file(sweep.path("experiments/s/sweep.json"));
  const FakeSlurm slurm(sweep, "kill -INT $PPID; echo 12");
  const auto result = slurm.submit("s.yaml iterations=2 --tasks 3");
  CHECK(result.status == 130);
  CHECK(result.out == "");
  CHECK_THAT(result.err, contains("interrupted: job 12 was cancelled.\n"));
  CHECK_THAT(slurm.calls(), contains("\nscancel 12\n"));
  CHECK(read_file(sweep.path("experiments/s/sweep.json")) == plan);
  CHECK_FALSE(fs::exists(sweep.path("experiments/s/submit.new.sh")));
}

TEST_CASE("the option --sbatch takes options alone, and none that the batch script sets",
          "[submit]") {
  const auto error_of = [](const std::string& text) {
    try {
      sbatch_options(text);
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  CHECK(error_of("-p main --exclusive --time=10 --mem 4G").empty());
  const std::string start =
      "--sbatch holds options for sbatch, such as \"--time=60 --partition=main\", but ";
  CHECK(error_of("junk") == start + "'junk' is not one.");
  CHECK(error_of("-p main junk") == start + "'junk' is not one.");
  CHECK(error_of("--time=10 junk") == start + "'junk' is not one.");
  CHECK(error_of("--array=0-5") ==
        "--sbatch cannot contain --array: the job is an array of --tasks tasks that run `runner "
        "work`.");
  CHECK_THAT(error_of("--wrap ls"), contains("cannot contain --wrap: "));
}

TEST_CASE("without Slurm the batch script is written, and submit says what to do", "[submit]") {
  const SweepRun sweep(two_by_two);
  const auto result = submit(sweep, "s.yaml --tasks 3 --jobs 2");
  const fs::path folder = fs::weakly_canonical(sweep.path("experiments/s"));
  CHECK(result.status == 1);
  CHECK(
      result.err ==
      fmt::format("Slurm is not available here: sbatch was not found on PATH. The batch script is "
                  "{0}/submit.sh; submit it where Slurm accepts it, or run `runner work {0}`.\n",
                  folder.string()));
  const std::string script = read_file(folder / "submit.sh");
  CHECK_THAT(script, contains("#SBATCH --job-name=s\n#SBATCH --array=0-2\n#SBATCH --requeue\n"
                              "#SBATCH --signal=B:TERM@60\n"));
  CHECK_THAT(script,
             contains(fmt::format("\n  'work'\n  '{}'\n  '--jobs'\n  '2')\n", folder.string())));
  CHECK(sweep.shell("bash -n experiments/s/submit.sh").status == 0);
  CHECK(sweep.program({"work", "experiments/s"}, {}).status == 0);
}

TEST_CASE("submit checks the sweep before it writes anything", "[submit]") {
  const SweepRun sweep(fmt::format("{}    optimizer.alhpa: [1]\n", two_by_two));
  const auto result = submit(sweep, "s.yaml --tasks 3");
  CHECK(result.status == 2);
  CHECK_THAT(result.err, contains("s.yaml:9:5: "));
  CHECK_FALSE(fs::exists(sweep.path("experiments")));
}

TEST_CASE("submit says why a sweep cannot be submitted", "[submit]") {
  const SweepRun sweep(two_by_two);
  const auto complaint = [&](const std::string& arguments) {
    const auto result = submit(sweep, arguments);
    CHECK(result.status == 2);
    return result.err;
  };
  CHECK(complaint("s.yaml sweep=null --tasks 1") ==
        "s.yaml: only a sweep can be submitted, and this config has no key `sweep`; add one, or "
        "give --sweep KEY=VALUES.\n");
  CHECK(complaint("s.yaml --tasks 0") ==
        "--tasks must be a whole number of at least 1, but it is '0'.\n");
  CHECK(complaint("s.yaml --tasks 100001") ==
        "--tasks must be at most 100000, but it is 100001.\n");
  CHECK(
      complaint("s.yaml --tasks 1 --sbatch='--partition=p --time=2:30'") ==
      "a time limit below 3 minutes leaves no time to train: the trials are asked to stop a minute "
      "before it. Give a larger --time in --sbatch.\n");
  CHECK_THAT(
      complaint("s.yaml --tasks 1 --output 'a\\b'"),
      contains("Slurm does not support a backslash or a line break in the name of its log folder"));
  CHECK_THAT(complaint("s.yaml"), contains("--tasks"));
}

TEST_CASE("time limits in each of Slurm's forms are read", "[submit]") {
  for (const std::string good : {"--time=3", "--time=3:00", "--time=0:03:00", "--time=1-0", "-t 10",
                                 "--time=0", "--time=1 --signal=B:TERM@5"}) {
    CAPTURE(good);
    CHECK_NOTHROW(sbatch_options(good));
  }
  for (const std::string bad : {"--time=2", "--time=2:59", "--time=0:02:59", "-t 1", "--time 1"}) {
    CAPTURE(bad);
    CHECK_THROWS_AS(sbatch_options(bad), Error);
  }
  CHECK(fmt::format("{}", fmt::join(sbatch_options("  --time=5   -p main "), "|")) ==
        "--time=5|-p|main");
}

TEST_CASE("words of the command are safe in the shell", "[submit]") {
  BatchJob job;
  job.name = "it's";
  job.log_folder = "/x y";
  for (const char* word : {"/a b/runner", "work", "/it's $HOME \"`id`\""}) {
    job.command.emplace_back(word);
  }
  const std::string script = batch_script(job);
  CHECK_THAT(script, contains("'/it'\\''s $HOME \"`id`\"')\n"));
  CHECK_THAT(script, contains("#SBATCH --output=\"/x y/%A_%a.log\"\n"));
}

}  // namespace runner::test::submit_test
