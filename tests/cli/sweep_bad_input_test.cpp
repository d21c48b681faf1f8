// Sweeps that must not start: the config is wrong for at least one trial.
#include <fmt/format.h>

#include "cli/runs.hpp"
#include "support/catch.hpp"

namespace runner::test::sweep_bad_input_test {
namespace {

const TemporaryFolder folder;

// Runs x.yaml: digits with this sweep.
ProcessResult run(const std::string& sweep, std::vector<std::string> arguments = {}) {
  write_file(folder / "x.yaml", "dataset: digits\n" + sweep);
  ProcessOptions options;
  options.working_folder = folder.path();
  arguments.insert(arguments.begin(), "x.yaml");
  return run_program(arguments, options);
}

// Checks that the sweep is refused with this sentence, and nothing is written.
void check_refused(const std::string& sweep, const std::string& sentence,
                   const std::vector<std::string>& arguments = {}) {
  const auto result = run(sweep, arguments);
  CHECK(result.status == 2);
  CHECK(result.out.empty());
  CHECK(result.err == sentence + "\n");
  CHECK_FALSE(std::filesystem::exists(folder / "experiments"));
}

}  // namespace

TEST_CASE("a path that does not exist names the sweep's line and the nearest key", "[sweep]") {
  check_refused("sweep:\n  parameters:\n    optimizer.alhpa: [0.1, 0.2]\n",
                "x.yaml:4:5: the optimizer gradient_descent has no key 'alhpa'; known are alpha, "
                "schedule, decay, decay_every, final_alpha and warmup. Did you mean 'alpha'?");
  check_refused("sweep: {parameters: {iterations.a: [1]}, objective: train_loss}\niterations: 5\n",
                "x.yaml:2:22: 'iterations.a' cannot be set, because iterations is 5, not a map.");
}

TEST_CASE("all wrong values of all trials are reported together, each once", "[sweep]") {
  check_refused(
      "sweep:\n  parameters:\n    network.hidden_units: [0, 3, x]\n    precision: [half, float]\n",
      "x.yaml:4:28: hidden_units must be a whole number of at least 1 and at most 1000000, but "
      "this is 0.\n"
      "x.yaml:4:34: hidden_units must be a whole number of at least 1 and at most 1000000, but "
      "this is the text \"x\".\n"
      "x.yaml:5:17: precision must be double or float, but this is the text \"half\".");
}

TEST_CASE("errors that only the data reveals are reported before the first trial", "[sweep]") {
  check_refused(
      "sweep: {parameters: {split_size: [100, 5000, 6000]}}\n",
      "x.yaml:2:40: split_size must be below the pool's 5000 examples, but this is 5000.\n"
      "x.yaml:2:46: split_size must be below the pool's 5000 examples, but this is 6000.");
}

TEST_CASE("an objective of the validation set needs one", "[sweep]") {
  check_refused("sweep: {parameters: {seed: [1]}, objective: validation_loss}\n",
                "x.yaml:2:45: the objective validation_loss needs validation examples in every "
                "trial; give some, such as `validation_size: 500`.");
}

TEST_CASE("options of sweeps are refused for a config without one", "[sweep]") {
  for (const std::string option : {"--jobs=2", "--retry-failed", "--fail-fast", "--keep-going"}) {
    check_refused(
        "",
        option.substr(0, option.find('=')) +
            " applies only to a config with a sweep, and x.yaml has none; give it one, or "
            "--sweep KEY=VALUES.",
        {option});
  }
}

TEST_CASE("an override that no trial would use is refused", "[sweep]") {
  const std::string sweep = "sweep: {parameters: {seed: [1, 2], optimizer: [adam], epochs: [1]}}\n";
  check_refused(sweep,
                "command line, seed=3:1: this value would have no effect, because the sweep varies "
                "seed; see x.yaml:2:22. Remove one of the two.",
                {"seed=3"});
  check_refused(sweep,
                "command line, optimizer.alpha=1:1: this value would have no effect, because the "
                "sweep varies optimizer; see x.yaml:2:36. Remove one of the two.",
                {"optimizer.alpha=1"});
  check_refused(sweep,
                "command line, iterations=1:1: this value would have no effect, because the sweep "
                "varies epochs; see x.yaml:2:55. Remove one of the two.",
                {"iterations=1"});
}

TEST_CASE("an option that is wrong is refused with its place on the command line", "[sweep]") {
  const auto refuse = [](const std::string& option, int column, const std::string& sentence) {
    CAPTURE(option);
    check_refused("", fmt::format("command line, --sweep {}:{}: {}", option, column, sentence),
                  {"--sweep", option});
  };
  refuse("seed", 9, "expected KEY=VALUES, such as optimizer.alpha=0.1,0.2 or seed=0..9.");
  refuse("seed=0..200000", 14, "the range 0..200000 has more than 100000 values.");
  refuse("optimizer.alhpa=0.1,0.2", 9,
         "the optimizer gradient_descent has no key 'alhpa'; known are alpha, schedule, decay, "
         "decay_every, final_alpha and warmup. Did you mean 'alpha'?");
  refuse("optimizer.alpha=0..1", 25,
         "a range counts whole numbers, but optimizer.alpha is a real number. List its values, as "
         "in --sweep optimizer.alpha=0.1,0.2,0.3.");
  refuse("optimizer.alpha=0.1,-1", 29, "alpha must be a number above 0, but this is -1.");
  refuse("seed=a", 14,
         "seed must be a whole number of at least 0 and at most 4294967295, but this is the text "
         "\"a\".");
}

TEST_CASE("a trial's folder that is a file stops the sweep with the reason", "[sweep]") {
  const auto checked = [] {
    run("iterations: 1\nsweep: {parameters: {seed: [1]}}\n", {"--jobs", "0"});
    ProcessOptions options;
    options.working_folder = folder.path();
    return run_program({"check", "x.yaml"}, options);
  }();
  REQUIRE(checked.status == 0);
  write_file(folder / "experiments/x" / checked.out.substr(0, 12), "");
  const auto result = run("iterations: 1\nsweep: {parameters: {seed: [1]}}\n");
  CHECK(result.status == 1);
  CHECK(result.out == "experiments/x\n");
  CHECK_THAT(result.err, contains("stopped: ") && contains(checked.out.substr(0, 12)));
}

}  // namespace runner::test::sweep_bad_input_test
