// What README.md and docs/plugins.md tell a newcomer to type.
#include "cli/runs.hpp"
#include "support/catch.hpp"
#include "support/skip.hpp"

namespace runner::test::documentation_test {
namespace {

const std::filesystem::path source = RUNNER_SOURCE_DIR;

// A checkout with the build as a newcomer has it, beside a home folder of his own.
class Newcomer {
 public:
  Newcomer() {
    std::filesystem::create_directories(checkout());
    std::filesystem::create_directories(home());
    std::filesystem::create_directory_symlink(source / "configs", checkout() / "configs");
    std::filesystem::create_directory_symlink(std::filesystem::path(RUNNER_BINARY).parent_path(),
                                              checkout() / "build");
  }

  std::filesystem::path checkout() const { return folder_ / "checkout"; }
  std::filesystem::path home() const { return folder_ / "home"; }

  ProcessResult bash(const std::string& script) const {
    ProcessOptions options;
    options.working_folder = checkout();
    options.environment["RUNNER_PLUGIN_PATH"] = std::nullopt;
    options.environment["HOME"] = home().string();
    options.environment["CXX"] = RUNNER_COMPILER;
    options.time_limit = std::chrono::minutes(10);
    return run_process({"bash", "-euc", script}, options);
  }

 private:
  TemporaryFolder folder_;
};

// The file's blocks of shell commands as one script; a block of C++ becomes the file `code_file` at
// its place.
std::string script_of(const std::filesystem::path& file, const std::string& code_file) {
  std::istringstream text(read_file(file));
  std::string script;
  std::string block;
  for (std::string line; std::getline(text, line);) {
    if (line.starts_with("```")) {
      const bool opens = block.empty();
      if (block == "cpp") script += "END_OF_CODE\n";
      block = !opens ? "" : line.size() > 3 ? line.substr(3) : "text";
      if (block == "cpp") script += "cat > " + code_file + " <<'END_OF_CODE'\n";
    } else if (block == "sh" || block == "cpp") {
      script += line + '\n';
    }
  }
  return script;
}

// The lines that call the program on data that is always there.
std::string program_calls(const std::string& script) {
  std::istringstream text(script);
  std::string calls;
  for (std::string line, next; std::getline(text, line);) {
    while (line.ends_with('\\') && std::getline(text, next)) line += '\n' + next;
    if (line.starts_with("build/runner") && line.find("mnist") == std::string::npos) {
      calls += line + '\n';
    }
  }
  return calls;
}

std::string code_of(const std::filesystem::path& file) {
  const std::string text = read_file(file);
  const auto begin = text.find("```cpp\n") + 7;
  return text.substr(begin, text.find("```\n", begin) - begin);
}

}  // namespace

TEST_CASE("the commands in README.md work in their order", "[cli]") {
  const Newcomer newcomer;
  const std::string commands = program_calls(script_of(source / "README.md", "x.cpp"));
  CHECK_THAT(commands, contains("build/runner compare experiments/baseline experiments/sigmoid\n"));
  const auto result = newcomer.bash(commands);
  INFO(result.err);
  CHECK(result.status == 0);
  CHECK_THAT(result.out, contains("\nsigmoid  sigmoid") || contains("\nsigmoid   sigmoid"));
  CHECK_THAT(result.out, contains("\ntanh beats sigmoid on test_accuracy by 0.0"));
}

TEST_CASE("the plugin in README.md builds, is checked, and runs", "[cli]") {
  const Newcomer newcomer;
  write_file(newcomer.checkout() / "square.cpp", code_of(source / "README.md"));
  const auto result =
      newcomer.bash("mkdir mine; $CXX -std=c++20 -O2 -shared -fPIC -fvisibility=hidden -I" +
                    (source / "framework/include").string() +
                    " square.cpp -o mine/square.so -lopenblas\n"
                    "build/runner plugins check mine/square.so\n"
                    "build/runner configs/baseline.yaml network.activation=square iterations=5 "
                    "--plugin-path \"$PWD/mine\"");
  INFO(result.out + result.err);
  CHECK(result.status == 0);
}

TEST_CASE("the example of docs/comparing.md gives the table and the sentence that it shows",
          "[cli]") {
  const Newcomer newcomer;
  const std::string page = read_file(source / "docs/comparing.md");
  const auto begin = page.find("```yaml\n") + 8;
  write_file(newcomer.checkout() / "widths.yaml",
             page.substr(begin, page.find("```\n", begin) - begin));
  const auto result = newcomer.bash(
      "build/runner widths.yaml --jobs 2 >/dev/null\n"
      "COLUMNS=80 build/runner compare widths\n"
      "build/runner compare widths --columns hidden_units,n,validation_accuracy,test_accuracy "
      "--format latex");
  INFO(result.out + result.err);
  REQUIRE(result.status == 0);
  for (const std::string shown :
       {"\nhidden_units 20 beats hidden_units 10 on validation_accuracy by 0.038 (95 %\n",
        "\nhidden_units  seeds  validation_accuracy   95 % interval  test_accuracy\n",
        "\n           20 &    10 &    0.848 $\\pm$ 0.012 & 0.846 $\\pm$ 0.015 \\\\\n"}) {
    CAPTURE(shown);
    CHECK_THAT(page, contains(shown));
    CHECK_THAT("\n" + result.out, contains(shown));
  }
}

TEST_CASE("docs/plugins.md leads from an installed tree to a comparison", "[cli]") {
  const Newcomer newcomer;
  const std::string script =
      script_of(source / "docs/plugins.md", "bent_identity/bent_identity.cpp");
  CHECK_THAT(script, contains("runner plugins new activation bent_identity\n") &&
                         contains("cmake --install build --prefix ~/runner\n") &&
                         contains("RUNNER_ACTIVATION(BentIdentity, \"bent_identity\","));
  const auto result = newcomer.bash(script);
  INFO(result.out + result.err);
  REQUIRE(result.status == 0);
  CHECK_THAT(result.out, contains("  bend: a number of at least 0 and below 1, default 0.5\n"));
  CHECK_THAT(result.out, contains("\nbent      bent_identity      1 "));
  CHECK_THAT(result.out, contains("\nbaseline  relu               1 "));

  const std::string installed = "export PATH=~/runner/bin:$PATH\ncd ~/my_plugins\n";
  const auto wrong = newcomer.bash(
      installed +
      "export RUNNER_PLUGIN_PATH=$PWD/bent_identity/build\n"
      "runner ~/runner/share/runner/configs/baseline.yaml network.activation=bent_identity "
      "network.activation.bend=2");
  CHECK(wrong.status == 2);
  CHECK_THAT(read_file(source / "docs/plugins.md"), contains("```\n" + wrong.err + "```\n"));

  const auto symbols =
      newcomer.bash("nm -D --defined-only ~/my_plugins/bent_identity/build/bent_identity.so");
  CHECK(symbols.out.ends_with(" T runner_create_plugin\n"));
  CHECK(std::ranges::count(symbols.out, '\n') == 1);

  const auto with_pkg_config = newcomer.bash(
      installed +
      "export PKG_CONFIG_PATH=~/runner/lib/pkgconfig\n"
      "cd bent_identity\n$CXX bent_identity.cpp $(pkg-config --cflags --libs runner) -o "
      "bent_identity.so\nrunner plugins check bent_identity.so");
  INFO(with_pkg_config.out + with_pkg_config.err);
  CHECK(with_pkg_config.status == 0);
}

}  // namespace runner::test::documentation_test
