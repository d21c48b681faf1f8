// `runner submit` where there is no Slurm; tests/scripts/slurm_test.sh has one.
#include <fmt/format.h>

#include "cli/sweep_runs.hpp"
#include "config/diagnostics.hpp"
#include "slurm/batch_script.hpp"
#include "support/catch.hpp"

namespace runner::test::submit_test {
namespace {

// Without any program on PATH.
ProcessResult submit(const SweepRun& sweep, const std::string& arguments) {
  return sweep.shell("PATH=/nowhere exec " + std::string(RUNNER_BINARY) + " submit " + arguments);
}

}  // namespace

TEST_CASE("without Slurm the batch script is written, and submit says what to do", "[submit]") {
  const SweepRun sweep(two_by_two);
  const auto result = submit(sweep, "s.yaml --tasks 3 --jobs 2");
  const fs::path folder = fs::weakly_canonical(sweep.path("experiments/s"));
  CHECK(result.status == 1);
  CHECK(result.err ==
        fmt::format("there is no Slurm here: sbatch was not found on PATH. The batch script is {0}/"
                    "submit.sh; submit it where there is one, or run `runner work {0}`.\n",
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

TEST_CASE("what cannot be submitted is said", "[submit]") {
  const SweepRun sweep(two_by_two);
  const auto complaint = [&](const std::string& arguments) {
    const auto result = submit(sweep, arguments);
    CHECK(result.status == 2);
    return result.err;
  };
  CHECK(complaint("s.yaml sweep=null --tasks 1") ==
        "s.yaml: only a config with the key `sweep` is submitted; this is a single run.\n");
  CHECK(complaint("s.yaml --tasks 0") ==
        "--tasks must be a whole number of at least 1, but it is '0'.\n");
  CHECK(complaint("s.yaml --tasks 100001") ==
        "--tasks must be at most 100000, but this is 100001.\n");
  CHECK(complaint("s.yaml --tasks 1 --sbatch='--partition=p --time=2:30'") ==
        "a time limit below 3 minutes leaves no time to train: a minute before its end the trials "
        "are asked to stop. Give --sbatch a larger --time.\n");
  CHECK_THAT(complaint("s.yaml --tasks 1 --output 'a\\b'"),
             contains("Slurm cannot write its logs to a folder with a backslash"));
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
