#include "cli/runs.hpp"
#include "support/catch.hpp"

namespace runner::test::closed_output_test {
namespace {

// Each prints something and ends with status 0.
const std::vector<std::vector<std::string>> printing_commands = {
    {"--help"},         {"--version"},      {"compare", "--help"},
    {"docs", "config"}, {"docs", "schema"}, {"plugins", "describe", "relu"},
    {"plugins", "list"}};

// Runs the program from a shell with $0 and "$@"; `script` says where its output goes.
ProcessResult run_in_shell(const std::string& script, const std::vector<std::string>& arguments) {
  const TemporaryFolder folder;
  ProcessOptions options;
  options.working_folder = folder.path();
  std::vector<std::string> words{"sh", "-c", script, RUNNER_BINARY};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return run_process(words, options);
}

// Standard output is a pipe whose reader has left before the program starts.
ProcessResult run_without_reader(const std::vector<std::string>& arguments) {
  return run_in_shell("mkfifo pipe; exec 3<>pipe 4>pipe 3<&-; \"$0\" \"$@\" >&4", arguments);
}

}  // namespace

TEST_CASE("a reader who leaves early is not an error", "[cli]") {
  for (const auto& command : printing_commands) {
    CAPTURE(command);
    const auto result = run_without_reader(command);
    CHECK(result.status == 0);
    CHECK(result.signal == 0);
    CHECK(result.err == "");
  }
  const auto ignored = run_in_shell(
      "trap '' PIPE; mkfifo pipe; exec 3<>pipe 4>pipe 3<&-; \"$0\" docs schema >&4", {});
  CHECK(ignored.status == 0);
  CHECK(ignored.err == "");
}

TEST_CASE("without a reader the status of a command is the same", "[cli]") {
  const auto check = run_without_reader(
      {"plugins", "check", "faulty_activation", "--plugin-path", RUNNER_FAULTY_PLUGINS});
  CHECK(check.status == 0);
  CHECK(check.err == "");
  const auto fault = run_in_shell(
      "mkfifo pipe; exec 3<>pipe 4>pipe 3<&-; FAULT=gradient \"$0\" \"$@\" >&4",
      {"plugins", "check", "faulty_activation", "--plugin-path", RUNNER_FAULTY_PLUGINS});
  CHECK(fault.status == 1);
  CHECK(fault.err == "1 of 1 plugins has a fault: faulty_activation.\n");
  const auto run = run_without_reader({std::string(RUNNER_SOURCE_DIR) + "/configs/baseline.yaml",
                                       "iterations=5", "--output", "runs"});
  CHECK(run.status == 0);
  CHECK(run.err.find("standard output") == std::string::npos);
}

TEST_CASE("output that cannot be written is an error", "[cli]") {
  for (const auto& command : printing_commands) {
    CAPTURE(command);
    const auto result = run_in_shell("\"$0\" \"$@\" >/dev/full", command);
    CHECK(result.status == 1);
    CHECK(result.err == "standard output cannot be written.\n");
  }
  CHECK(run_in_shell("\"$0\" docs schema >&-", {}).status == 1);
}

}  // namespace runner::test::closed_output_test
