// What README.md and docs/plugins.md tell a newcomer to type.
#include "cli/runs.hpp"
#include "support/catch.hpp"

namespace runner::test {
namespace {

const std::filesystem::path source = RUNNER_SOURCE_DIR;

// A folder with the checkout's configs and the build, in which the documented commands work.
class Checkout {
 public:
  Checkout() {
    std::filesystem::create_directory_symlink(source / "configs", folder_ / "configs");
    std::filesystem::create_directory_symlink(std::filesystem::path(RUNNER_BINARY).parent_path(),
                                              folder_ / "build");
  }

  ProcessResult bash(const std::string& script) const {
    ProcessOptions options;
    options.working_folder = folder_.path();
    options.environment["RUNNER_PLUGIN_PATH"] = std::nullopt;
    options.time_limit = std::chrono::minutes(10);
    return run_process({"bash", "-euc", script}, options);
  }

  const TemporaryFolder& folder() const { return folder_; }

 private:
  TemporaryFolder folder_;
};

// The lines of the file's shell blocks that call the program on data that is always there.
std::string commands_of(const std::filesystem::path& file) {
  std::istringstream text(read_file(file));
  std::string commands;
  bool in_block = false;
  for (std::string line; std::getline(text, line);) {
    if (line.starts_with("```")) in_block = line == "```sh";
    const bool call = line.starts_with("build/runner") && line.find("mnist") == std::string::npos;
    if (in_block && call) commands += line + '\n';
  }
  return commands;
}

// The first block of C++ in the file.
std::string code_of(const std::filesystem::path& file) {
  const std::string text = read_file(file);
  const auto begin = text.find("```cpp\n") + 7;
  return text.substr(begin, text.find("```\n", begin) - begin);
}

TEST_CASE("the commands in README.md work in their order", "[cli]") {
  const Checkout checkout;
  const std::string commands = commands_of(source / "README.md");
  CHECK_THAT(commands, contains("build/runner compare experiments/baseline experiments/sigmoid\n"));
  const auto result = checkout.bash(commands);
  INFO(result.err);
  CHECK(result.status == 0);
}

TEST_CASE("the plugin in docs/plugins.md builds, is described, and runs beside relu", "[cli]") {
  const Checkout checkout;
  write_file(checkout.folder() / "swish.cpp", code_of(source / "docs" / "plugins.md"));
  const auto built =
      checkout.bash("mkdir mine; " RUNNER_COMPILER
                    " -std=c++20 -O2 -shared -fPIC "
                    "-fvisibility=hidden -I" +
                    (source / "framework/include").string() + " swish.cpp -o mine/swish.so");
  INFO(built.err);
  REQUIRE(built.status == 0);
  const std::string path = " --plugin-path \"$PWD/mine\"";
  const auto description = checkout.bash("build/runner plugins describe swish" + path);
  CHECK_THAT(description.out, contains("  beta: a number above 0 and at most 100, default 1\n"));
  CHECK_THAT(description.out, contains("arXiv:1710.05941"));
  const auto run = checkout.bash(
      "build/runner configs/baseline.yaml name=swish network.activation=swish "
      "network.activation.beta=2 iterations=100" +
      path);
  CHECK(run.status == 0);
  const auto wrong = checkout.bash(
      "build/runner configs/baseline.yaml network.activation=swish "
      "network.activation.beta=0" +
      path);
  CHECK(wrong.status == 2);
  CHECK(wrong.err ==
        "command line, network.activation.beta=0:25: beta must be a number above 0 and at most "
        "100, but "
        "this is 0.\n");
}

}  // namespace
}  // namespace runner::test
