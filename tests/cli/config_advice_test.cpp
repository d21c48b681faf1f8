// Configs and command lines as users of other programs write them: the error suggests runner's
// form.
#include "cli/runs.hpp"
#include "support/catch.hpp"

namespace runner::test::config_advice_test {
namespace {

// A folder with configs/baseline.yaml, x.yaml and y.yaml.
class Workplace {
 public:
  Workplace() {
    for (const char* name : {"configs/baseline.yaml", "x.yaml", "y.yaml"}) {
      write_file(folder_ / name, "dataset: digits\n");
    }
  }

  // Standard error of a command that is refused.
  std::string refused(const std::vector<std::string>& arguments) const {
    ProcessOptions options;
    options.working_folder = folder_.path();
    const auto result = run_program(arguments, options);
    CHECK(result.status == 2);
    CHECK(result.out == "");
    CHECK_FALSE(std::filesystem::exists(folder_ / "experiments"));
    return result.err;
  }

  // The same for x.yaml with this text.
  std::string refused_text(const std::string& yaml) const {
    write_file(folder_ / "x.yaml", yaml);
    return refused({"x.yaml"});
  }

  const std::filesystem::path& path() const { return folder_.path(); }

 private:
  TemporaryFolder folder_;
};

std::string no_such(const std::string& config, const std::string& meant) {
  return config + ": no such config file or command. Did you mean '" + meant +
         "'? Run 'runner --help' for a list of commands.\n";
}

}  // namespace

TEST_CASE("a config without its folder or extension is found", "[advice]") {
  const Workplace place;
  CHECK(place.refused({"baseline"}) == no_such("baseline", "configs/baseline.yaml"));
  CHECK(place.refused({"baseline.yaml"}) == no_such("baseline.yaml", "configs/baseline.yaml"));
  CHECK(place.refused({"configs/baseline"}) ==
        no_such("configs/baseline", "configs/baseline.yaml"));
  CHECK(place.refused({"y"}) == no_such("y", "y.yaml"));
  CHECK(place.refused({"check", "baselin"}) == no_such("baselin", "configs/baseline.yaml"));
}

TEST_CASE("words that other programs have as commands are understood", "[advice]") {
  const Workplace place;
  CHECK(place.refused({"help"}) == no_such("help", "runner --help"));
  CHECK(place.refused({"help", "compare"}) == no_such("help", "runner compare --help"));
  CHECK(place.refused({"version"}) == no_such("version", "runner --version"));
  CHECK(place.refused({"run", "x.yaml"}) == no_such("run", "runner x.yaml"));
  CHECK(place.refused({"train"}) == no_such("train", "runner CONFIG"));
}

TEST_CASE("a directory in place of a config names a file in it", "[advice]") {
  const Workplace place;
  CHECK(place.refused({"configs"}) ==
        "configs: the config file cannot be read: it is a directory, not a file. Give a file, such "
        "as 'configs/baseline.yaml'.\n");
}

TEST_CASE("a path with a '~' that the shell left is refused", "[advice]") {
  const Workplace place;
  CHECK(
      place.refused({"~/x.yaml"}) ==
      "runner: CONFIG: '~/x.yaml' begins with '~', which the shell did not expand; write the full "
      "path. Run 'runner --help' for usage.\n");
  CHECK(
      place.refused({"x.yaml", "--output=~/runs"}) ==
      "runner: --output: '~/runs' begins with '~', which the shell did not expand; write the full "
      "path. Run 'runner --help' for usage.\n");
  const std::string sentence =
      "file: '~/x.csv' begins with '~', which only a shell expands; write '${HOME}/x.csv'.\n";
  CHECK(place.refused({"x.yaml", "dataset={plugin: csv, file: ~/x.csv}"}) ==
        "command line, dataset={plugin: csv, file: ~/x.csv}:29: " + sentence);
  CHECK(place.refused_text("dataset: {plugin: csv, file: ~/x.csv}\n") ==
        "x.yaml:1:30: " + sentence);
  CHECK(
      place.refused_text("dataset: {plugin: csv, file: ~me/x.csv}\n") ==
      "x.yaml:1:30: file: '~me/x.csv' begins with '~', which only a shell expands; write the full "
      "path, or './~me/x.csv' for a file of that name.\n");
}

TEST_CASE("keys given as options are shown as overrides", "[advice]") {
  const Workplace place;
  const auto unknown = [](const std::string& option, const std::string& meant) {
    return "runner: unknown option '" + option + "'. Keys of the config are set without dashes: '" +
           meant + "'. Run 'runner --help' for usage.\n";
  };
  CHECK(place.refused({"x.yaml", "--seed", "3"}) == unknown("--seed", "seed=3"));
  CHECK(place.refused({"x.yaml", "--seed=3"}) == unknown("--seed", "seed=3"));
  CHECK(place.refused({"--seed", "3", "x.yaml"}) == unknown("--seed", "seed=3"));
  CHECK(place.refused({"x.yaml", "--batch-size", "8"}) == unknown("--batch-size", "batch_size=8"));
  CHECK(place.refused({"x.yaml", "--hidden_units", "8"}) ==
        unknown("--hidden_units", "network.hidden_units=8"));
  CHECK(place.refused({"x.yaml", "--optimizer.alpha=1"}) ==
        unknown("--optimizer.alpha", "optimizer.alpha=1"));
  CHECK(place.refused({"x.yaml", "--epochs"}) == unknown("--epochs", "epochs=VALUE"));
  CHECK(place.refused({"x.yaml", "--thread", "3"}) ==
        "runner: unknown option '--thread'. Did you mean '--threads'? Run 'runner --help' for "
        "usage.\n");
}

TEST_CASE("a second config is refused", "[advice]") {
  const Workplace place;
  const std::string expected =
      "y.yaml: a second config, but a command takes only one. Run them separately, or name one as "
      "the `base` of the other.\n";
  CHECK(place.refused({"x.yaml", "y.yaml"}) == expected);
  CHECK(place.refused({"check", "x.yaml", "seed=1", "y.yaml"}) == expected);
}

TEST_CASE("other programs' ways to name a plugin are understood", "[advice]") {
  const Workplace place;
  const std::string known =
      "; known are alpha, schedule, decay, decay_every, final_alpha and warmup. Did you mean ";
  const auto optimizer = [&](const std::string& map) {
    return place.refused_text("dataset: digits\noptimizer: " + map + "\n");
  };
  CHECK(optimizer("{type: adam}") ==
        "x.yaml:2:13: the optimizer gradient_descent has no key 'type'" + known +
            "`plugin: adam`?\n");
  CHECK(optimizer("{_target_: torch.optim.Adam}") ==
        "x.yaml:2:13: the optimizer gradient_descent has no key '_target_'" + known +
            "`plugin: adam`?\n");
  CHECK(optimizer("{gradient_descent, alpha: 1}") ==
        "x.yaml:2:13: the optimizer gradient_descent has no key 'gradient_descent'" + known +
            "`plugin: gradient_descent`?\n");
  CHECK(optimizer("{adam: {alpha: 1}}") ==
        "x.yaml:2:13: the optimizer gradient_descent has no key 'adam'" + known +
            "`plugin: adam`?\n");
  CHECK_THAT(optimizer("{alhpa: }"), contains("Did you mean 'alpha'?"));
  CHECK_THAT(optimizer("{alpha:1}"), contains(" A colon after a key needs a space behind it.\n"));
  CHECK_THAT(place.refused_text("dataset: digits\nnetwork: {activation: ReLU}\n"),
             contains("x.yaml:2:23: there is no activation plugin named 'ReLU'. Did you mean "
                      "'relu'?"));
}

TEST_CASE("what is run of a config with a base is whole in its config.yaml", "[advice]") {
  const Workplace place;
  write_file(place.path() / "x.yaml",
             "base: configs/baseline.yaml\nx-units: &units 7\nnetwork: {hidden_units: *units}\n"
             "iterations: 1\n");
  ProcessOptions options;
  options.working_folder = place.path();
  const auto result = run_program({"x.yaml"}, options);
  INFO(result.err);
  REQUIRE(result.status == 0);
  const std::string folder = result.out.substr(0, result.out.find('\n'));
  const std::string config = read_file(place.path() / folder / "config.yaml");
  CHECK_THAT(config, contains("dataset:\n  plugin: digits\n") && contains("  hidden_units: 7\n") &&
                         contains("iterations: 1\n"));
  CHECK(config.find("base") == std::string::npos);
  CHECK(config.find("x-units") == std::string::npos);
}

TEST_CASE("a sweep laid over a base without one runs", "[advice]") {
  const Workplace place;
  write_file(place.path() / "x.yaml",
             "base: configs/baseline.yaml\niterations: 1\nsweep: {parameters: {seed: [1, 2]}}\n");
  ProcessOptions options;
  options.working_folder = place.path();
  const auto result = run_program({"x.yaml"}, options);
  INFO(result.err);
  CHECK(result.status == 0);
  CHECK(result.out == "experiments/x\n");
  CHECK_THAT(result.err, contains("2 finished"));
}

}  // namespace runner::test::config_advice_test
