// What a run keeps of its plugins, and what it warns of: differences that refuse no plugin but can
// change the numbers.
#include "cli/bad_plugins.hpp"
#include "support/run_files.hpp"

namespace runner::test::plugin_warnings_test {
namespace {

const std::string restored = "; it was restored.";
const std::string consequence =
    "; the last digits of its results may differ from those of a plugin built like the runner.";

// The folder of a short run with the activation `name` of `folder`, which must finish.
std::filesystem::path run_activation(const TemporaryFolder& output, const std::string& name,
                                     const std::string& folder,
                                     const ProcessOptions& options = {}) {
  const auto result =
      run_program({baseline, "network.activation=" + name, "iterations=20", "report_every=10",
                   "--output", output.path().string(), "--plugin-path", folder},
                  options);
  INFO(result.err);
  REQUIRE(result.status == 0);
  const std::filesystem::path run = result.out.substr(0, result.out.find('\n'));
  CHECK(read_file(run / "log.txt") == result.err);
  return run;
}

// The run's run.json and log.txt have these warnings and no others.
void check_warnings(const std::filesystem::path& run, const std::vector<std::string>& warnings) {
  CHECK(read_json(run / "run.json").at("warnings").get<std::vector<std::string>>() == warnings);
  std::string first_lines;
  for (const auto& warning : warnings) first_lines += "warning: " + warning + "\n";
  CHECK(read_file(run / "log.txt").starts_with(first_lines + "baseline: examples of "));
}

TEST_CASE("run.json says how each plugin was built", "[cli]") {
  const TemporaryFolder output;
  const auto run = run_activation(output, "leaky_relu", RUNNER_BAD_PLUGINS);
  check_warnings(run, {});
  const auto json = read_json(run / "run.json");
  for (const auto& plugin : json.at("plugins")) {
    const auto& build = plugin.at("build");
    CHECK(build.at("compiler") == json.at("environment").at("compiler"));
    CHECK(build.at("cxx_abi").get<std::uint32_t>() == __GXX_ABI_VERSION);
    CHECK(build.at("armadillo") == json.at("environment").at("armadillo"));
    CHECK(build.at("instruction_set") == json.at("environment").at("instruction_set"));
  }
}

TEST_CASE("a plugin of another compiler or Armadillo version is used with a warning", "[cli]") {
  const TemporaryFolder output;
  const TemporaryFolder folder;
  std::string compiler;
  std::string armadillo;
  const auto bytes = with_record(good_plugin_bytes(), [&](auto& record) {
    record.name = "elsewhere";
    compiler = std::string(record.build.compiler.bytes) + " ";
    compiler += record.build.compiler_version.bytes;
    armadillo = record.build.arma_version.bytes;
    record.build.compiler_version = "9.8.7";
    record.build.arma_version = "6.5.4";
  });
  write_file(folder / "elsewhere.so", bytes);
  const auto plugin =
      "the activation plugin elsewhere (" + (folder / "elsewhere.so").string() + ") was built ";
  const auto run = run_activation(output, "elsewhere", folder.path().string());
  const auto kind = compiler.substr(0, compiler.find(' '));
  check_warnings(
      run,
      {plugin + "with " + kind + " 9.8.7 and this runner with " + compiler + consequence,
       plugin + "with Armadillo 6.5.4 and this runner with Armadillo " + armadillo + consequence});
  CHECK(read_json(run / "run.json").at("plugins").at(2).at("build").at("armadillo") == "6.5.4");
}

#ifdef __x86_64__

TEST_CASE("a plugin built for other instructions is used with a warning", "[cli]") {
  const TemporaryFolder output;
  const auto run = run_activation(output, "other_instructions", RUNNER_BAD_PLUGINS);
  const auto json = read_json(run / "run.json");
  const auto here = json.at("environment").at("instruction_set").get<std::string>();
  const auto there = json.at("plugins").at(2).at("build").at("instruction_set").get<std::string>();
  CHECK(there.ends_with("+fma"));
  check_warnings(
      run, {"the activation plugin other_instructions (" + bad_plugin_file("other_instructions") +
            ") was built for the instruction set " + there +
            " and this runner for the instruction set " + here + consequence});
}

TEST_CASE("a plugin linked with -ffast-math does not turn flush-to-zero on", "[cli]") {
  const TemporaryFolder output;
  const auto folder = std::string(RUNNER_BAD_PLUGINS) + "/flush_to_zero";
  check_warnings(run_activation(output, "failing_activation", folder),
                 {"the activation plugin failing_activation (" + folder +
                  "/flush_to_zero.so) changed the floating-point environment (flush-to-zero on and "
                  "denormals-are-zero on) while it was loaded" +
                  restored});
}

TEST_CASE("a plugin that changes the rounding does not change the results", "[cli]") {
  const TemporaryFolder output;
  const auto expected = run_activation(output, "failing_activation", RUNNER_BAD_PLUGINS);
  check_warnings(expected, {});
  for (const auto& [call, when] :
       {std::pair<std::string, std::string>("constructor", "while it was loaded"),
        {"options", "in options()"}}) {
    ProcessOptions options;
    options.environment["BAD_PLUGIN_ROUNDS_IN"] = call;
    const auto run = run_activation(output, "failing_activation", RUNNER_BAD_PLUGINS, options);
    check_warnings(
        run, {"the activation plugin failing_activation (" + bad_plugin_file("failing_activation") +
              ") changed the floating-point environment (rounding upward) " + when + restored});
    CHECK(read_file(run / "weights.npz") == read_file(expected / "weights.npz"));
  }
}

TEST_CASE("check prints the warnings too", "[cli]") {
  const auto folder = std::string(RUNNER_BAD_PLUGINS) + "/flush_to_zero";
  const auto result = run_program(
      {"check", baseline, "network.activation=failing_activation", "--plugin-path", folder});
  CHECK(result.status == 0);
  CHECK(result.err.starts_with("warning: the activation plugin failing_activation (" + folder));
}

#endif

}  // namespace
}  // namespace runner::test::plugin_warnings_test
