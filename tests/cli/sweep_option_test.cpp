// --sweep KEY=VALUES, with the commands that take a config, and sweep.parameters as an override.
#include "cli/sweep_runs.hpp"
#include "support/catch.hpp"

namespace runner::test::sweep_option_cli_test {
namespace {

const std::string no_sweep = "name: s\ndataset: digits\niterations: 3\n";

// The values of the trials that `runner check` lists, a line each.
std::string checked(const SweepRun& sweep, const std::vector<std::string>& arguments) {
  const auto result = sweep.program({"check", "s.yaml"}, arguments);
  INFO(result.err);
  REQUIRE(result.status == 0);
  std::istringstream lines(result.out);
  std::string values;
  for (std::string line; std::getline(lines, line) && line.find("  ") == 12;) {
    values += line.substr(14) + '\n';
  }
  return values;
}

}  // namespace

TEST_CASE("options make a sweep of a config without one", "[sweep_option]") {
  const SweepRun sweep(no_sweep);
  const std::vector<std::string> options = {"--sweep", "optimizer.alpha=0.1,0.2", "--sweep",
                                            "seed=0..2"};
  CHECK(checked(sweep, options) ==
        "optimizer.alpha=0.1 seed=0\noptimizer.alpha=0.1 seed=1\noptimizer.alpha=0.1 seed=2\n"
        "optimizer.alpha=0.2 seed=0\noptimizer.alpha=0.2 seed=1\noptimizer.alpha=0.2 seed=2\n");
  const auto result = sweep.run(options);
  INFO(result.err);
  CHECK(result.status == 0);
  CHECK(result.out == "experiments/s\n");
  CHECK(sweep.trials().size() == 6);
  const auto plan = nlohmann::json::parse(read_file(sweep.path("experiments/s/sweep.json")));
  CHECK(plan["trials"].size() == 6);
}

TEST_CASE("a sweep of options has the trials of the same sweep in a config", "[sweep_option]") {
  const SweepRun in_file(no_sweep +
                         "sweep: {parameters: {seed: {range: [0, 10]}, network.activation: [relu, "
                         "{plugin: leaky_relu, slope: 0.2}]}}\n");
  const SweepRun on_command_line(no_sweep);
  const auto in_option =
      on_command_line.program({"check", "s.yaml", "--sweep", "seed=0..9"},
                              {"--sweep=network.activation=relu,{plugin: leaky_relu, slope: 0.2}"});
  const auto ids = [](const std::string& out) { return out.substr(0, out.find("trials of")); };
  CHECK(ids(in_option.out) == ids(in_file.check().out));
  CHECK_THAT(in_option.out, contains("20 trials of s;"));
}

TEST_CASE("options replace and add parameters of a config's sweep", "[sweep_option]") {
  const SweepRun sweep(two_by_two);
  CHECK(checked(sweep, {"--sweep", "network.activation=elu", "--sweep", "seed=1..2"}) ==
        "network.activation=elu optimizer.alpha=0.1 seed=1\n"
        "network.activation=elu optimizer.alpha=0.1 seed=2\n"
        "network.activation=elu optimizer.alpha=0.3 seed=1\n"
        "network.activation=elu optimizer.alpha=0.3 seed=2\n");
  CHECK(checked(sweep, {"sweep=null", "--sweep", "seed=1"}) == "seed=1\n");
}

TEST_CASE("keys that go together are labelled one by one", "[sweep_option]") {
  const SweepRun sweep(no_sweep +
                       "sweep:\n"
                       "  parameters:\n"
                       "    \"batch_size, optimizer.alpha\": [[32, 0.1], [64, 0.2]]\n");
  const std::string both = "batch_size=32 optimizer.alpha=0.1\nbatch_size=64 optimizer.alpha=0.2\n";
  CHECK(checked(sweep, {}) == both);
  const SweepRun other(no_sweep);
  CHECK(checked(other, {"--sweep", "batch_size,optimizer.alpha=[32,0.1],[64,0.2]"}) == both);
  CHECK(checked(other, {"sweep.parameters.batch_size, optimizer.alpha=[[32,0.1],[64,0.2]]"}) ==
        both);
}

TEST_CASE("an override of sweep.parameters keeps the dots of the key", "[sweep_option]") {
  const SweepRun without(no_sweep);
  CHECK(checked(without, {"sweep.parameters.optimizer.alpha=[0.1,0.2]"}) ==
        "optimizer.alpha=0.1\noptimizer.alpha=0.2\n");
  const SweepRun sweep(two_by_two);
  CHECK(checked(sweep, {"sweep.parameters.optimizer.alpha=[0.5]"}) ==
        "network.activation=relu optimizer.alpha=0.5\nnetwork.activation=tanh "
        "optimizer.alpha=0.5\n");
  CHECK(checked(sweep, {"sweep.parameters.network.activation=null"}) ==
        "optimizer.alpha=0.1\noptimizer.alpha=0.3\n");
  CHECK(checked(sweep, {"sweep.strategy=random", "sweep.trials=1",
                        "sweep.parameters.optimizer.alpha={choice: [0.5]}",
                        "sweep.parameters.network.activation=[elu]"}) ==
        "network.activation=elu optimizer.alpha=0.5\n");
}

TEST_CASE("an override in another tool's form shows ours", "[sweep_option]") {
  const SweepRun sweep(no_sweep);
  const auto result = sweep.program({"check", "s.yaml"}, {"sweep.parameters.seed=choice(1,2)"});
  CHECK(result.status == 2);
  CHECK(result.err ==
        "command line, sweep.parameters.seed=choice(1,2):23: seed must be a list of values, or a "
        "map such as {uniform: [0.1, 0.5]}, but this is the text \"choice(1,2)\"; write "
        "'sweep.parameters.seed=[1, 2]'.\n");
}

TEST_CASE("submit takes options of a sweep", "[sweep_option]") {
  const SweepRun sweep(no_sweep);
  const auto result = sweep.shell("PATH=/nowhere exec " + std::string(RUNNER_BINARY) +
                                  " submit s.yaml --tasks 1 --sweep seed=0..4");
  CHECK_THAT(result.err, contains("sbatch"));
  const auto plan = nlohmann::json::parse(read_file(sweep.path("experiments/s/sweep.json")));
  CHECK(plan["trials"].size() == 5);
}

TEST_CASE("a sweep of a trial's config leaves the trial's sweep alone", "[sweep_option]") {
  const SweepRun sweep(two_by_two);
  REQUIRE(sweep.run().status == 0);
  const auto trials = sweep.trials();
  const std::string plan = read_file(sweep.path("experiments/s/sweep.json"));
  const std::string config = (trials.front() / "config.yaml").string();
  const auto repeated = sweep.program({config}, {"--sweep", "seed=0..1"});
  INFO(repeated.err);
  CHECK(repeated.out == "experiments/s-repeat\n");
  CHECK(read_file(sweep.path("experiments/s/sweep.json")) == plan);
  CHECK(sweep.trials() == trials);
  CHECK(sweep.program({config}, {"name=t", "--sweep", "seed=0..1"}).out == "experiments/t\n");
}

}  // namespace runner::test::sweep_option_cli_test
