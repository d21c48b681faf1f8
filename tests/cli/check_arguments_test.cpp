// `runner check` takes every argument that runs a config.
#include <set>
#include <sstream>

#include "cli/runs.hpp"
#include "support/catch.hpp"

namespace runner::test::check_arguments_test {
namespace {

const std::string configs = std::string(RUNNER_SOURCE_DIR) + "/configs/";

// The options in a page of help.
std::set<std::string> options_of(const std::vector<std::string>& command) {
  const auto result = run_program(command);
  std::set<std::string> options;
  std::istringstream words(result.out);
  for (std::string word; words >> word;) {
    if (word.starts_with("--")) options.insert(word);
  }
  return options;
}

}  // namespace

TEST_CASE("check has every option of the command that runs a config") {
  const auto check = options_of({"check", "--help"});
  CHECK(check.contains("--threads"));
  std::set<std::string> run;
  for (const auto& option : options_of({configs + "baseline.yaml", "--help"})) {
    CAPTURE(option);
    CHECK(check.contains(option));
  }
}

TEST_CASE("check accepts the options of a run and of a sweep") {
  const TemporaryFolder folder;
  const std::string output = (folder / "new").string();
  const auto one =
      run_program({"check", configs + "baseline.yaml", "--threads", "1", "--output", output});
  CHECK(one.status == 0);
  CHECK(one.out == run_program({"check", configs + "baseline.yaml"}).out);
  const auto sweep =
      run_program({"check", configs + "activation-sweep.yaml", "--jobs", "2", "--threads", "1",
                   "--retry-failed", "--fail-fast", "--output", output});
  CHECK(sweep.err == "");
  CHECK(sweep.status == 0);
  CHECK_THAT(sweep.out, contains(" one after another with 1 thread\n"));
  CHECK_FALSE(std::filesystem::exists(output));
}

TEST_CASE("check refuses what the run would refuse") {
  const auto sweep_option = run_program({"check", configs + "baseline.yaml", "--jobs", "2"});
  CHECK(sweep_option.status == 2);
  CHECK(sweep_option.err == "--jobs applies only to a config with a sweep, and " + configs +
                                "baseline.yaml has none; give it one, or --sweep KEY=VALUES.\n");
  CHECK(run_program({"check", configs + "baseline.yaml", "--threads", "0"}).status == 2);
  const TemporaryFolder folder;
  write_file(folder / "file", "");
  for (const char* config : {"baseline.yaml", "activation-sweep.yaml"}) {
    const auto output =
        run_program({"check", configs + config, "--output", (folder / "file").string()});
    CHECK(output.status == 2);
    CHECK_THAT(output.err, contains("the run folder cannot be made: " + (folder / "file").string() +
                                    " is not a directory. Give a folder that can be written with "
                                    "--output."));
  }
}

}  // namespace runner::test::check_arguments_test
