#include "cli/runs.hpp"
#include "support/catch.hpp"

namespace runner::test::printed_names_test {
namespace {

const std::string red = "a\x1b[31mb";
const std::string c1_and_override = "\u009B1m\u202E";  // C1's CSI, right-to-left override

bool has_control(const std::string& text) {
  return text.find('\x1b') != std::string::npos || text.find("\u009B") != std::string::npos ||
         text.find("\u202E") != std::string::npos;
}

}  // namespace

TEST_CASE("names that would control the terminal are replaced in messages", "[cli]") {
  const std::string name = red + c1_and_override;
  const std::vector<std::vector<std::string>> commands = {
      {name},
      {name + ".yaml"},
      {"compare", name},
      {"show", name},
      {"resume", name},
      {"status", name},
      {"docs", name},
      {"predict", name, name},
      {"plugins", "describe", name},
      {"check", name},
      {std::string(RUNNER_SOURCE_DIR) + "/configs/baseline.yaml", name + "=1"}};
  for (const auto& command : commands) {
    CAPTURE(command);
    const auto result = run_program(command);
    CHECK(result.status == 2);
    CHECK_THAT(result.err, contains("a?[31mb?1m?"));
    CHECK_FALSE(has_control(result.err));
    CHECK(result.out == "");
  }
}

TEST_CASE("a warning about a folder is printable, and letters of any script stay", "[cli]") {
  const TemporaryFolder folder;
  const std::string run = train("baseline", folder / "runs");
  const auto damaged = folder / ("runs/" + red + " größe שלום 数字/20250101T000000Z-00000a");
  write_file(damaged / "run.json", "{");
  const auto result = run_program({"compare", (folder / "runs").string()});
  CHECK(result.status == 0);
  CHECK_THAT(result.err, contains("warning: "));
  CHECK_THAT(result.err, contains("/a?[31mb größe שלום 数字/20250101T000000Z-00000a/run.json: "));
  CHECK_FALSE(has_control(result.err + result.out));
}

TEST_CASE("the lines of a run and a sweep show a name without controls of the direction", "[cli]") {
  const TemporaryFolder folder;
  ProcessOptions options;
  options.working_folder = folder.path();
  write_file(folder / "n.yaml", "name: \"a\u202Eb\"\ndataset: digits\niterations: 2\n");
  const auto run = run_program({"n.yaml"}, options);
  CHECK(run.status == 0);
  CHECK(run.err.starts_with("a?b: examples of 28 x 28"));
  CHECK_FALSE(has_control(run.err));
  CHECK(run.out.starts_with("experiments/a\u202Eb/"));  // the path as it is, for programs

  CHECK_FALSE(has_control(run_program({"check", "n.yaml"}, options).out.substr(0, 10)));
  const auto sweep = run_program({"n.yaml", "--sweep", "seed=1,2"}, options);
  CHECK(sweep.status == 0);
  CHECK_FALSE(has_control(sweep.err));
  const auto status = run_program({"status", "experiments/a\u202Eb"}, options);
  CHECK(status.out.starts_with("a?b: 2 trials: 2 finished\n"));
}

}  // namespace runner::test::printed_names_test
