// Plugins whose own code throws: before training nothing is started, and in training the run ends
// as failed with what was measured kept.
#include <sys/wait.h>
#include <unistd.h>

#include "cli/bad_plugins.hpp"
#include "plugin_host/plugin_call.hpp"
#include "plugin_host/typed_plugin.hpp"
#include "support/run_files.hpp"

namespace runner::test::failing_plugins_test {
namespace {

ProcessOptions failing_in(const std::string& call) {
  ProcessOptions options;
  options.environment["BAD_PLUGIN_FAILS_IN"] = call;
  return options;
}

std::string failure(const std::string& kind, const std::string& call, const std::string& why) {
  const std::string name = "failing_" + kind;
  return "the " + kind + " plugin " + name + " (" + bad_plugin_file(name) + ") failed in " + call +
         ": " + why;
}

void check_activation_refused(const std::string& sentence, const ProcessOptions& options) {
  check_refused("failing_activation", sentence, RUNNER_BAD_PLUGINS, options);
}

TEST_CASE("an exception in a static constructor refuses the plugin", "[cli]") {
  check_activation_refused(failure("activation", "its static constructors", "out of luck."),
                           failing_in("static constructor"));
}

TEST_CASE("after an exception in a static constructor the other errors are reported too", "[cli]") {
  const auto result = run_and_leave_nothing(
      {"network.activation=failing_activation", "optimizer=failing_optimizer", "dataset=digit"},
      RUNNER_BAD_PLUGINS, failing_in("static constructor"));
  CHECK(result.status == 2);
  CHECK_THAT(result.err,
             contains(failure("activation", "its static constructors", "out of luck.")));
  CHECK_THAT(result.err, contains(failure("optimizer", "its static constructors", "out of luck.")));
  CHECK_THAT(result.err, contains("there is no dataset plugin named 'digit'."));
}

// In a process of its own, since the exception leaves the loader's lock with the thread.
TEST_CASE("a file whose static constructor threw is refused again, not taken as loaded", "[cli]") {
  const PluginInfo info = read_plugin_info(bad_plugin_file("failing_activation"));
  const auto refused = [&] {
    try {
      create_plugin<Activation<double>>(info);
      return false;
    } catch (const Error& error) {
      return error.what() == failure("activation", "its static constructors", "out of luck.");
    } catch (...) {
      return false;
    }
  };
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    setenv("BAD_PLUGIN_FAILS_IN", "static constructor", 1);
    const bool first = refused();
    _exit(first && refused() ? 0 : 1);
  }
  int status = -1;
  REQUIRE(waitpid(child, &status, 0) == child);
  CHECK(status == 0);
}

TEST_CASE("an exception in the entry, the constructor or options() refuses the plugin", "[cli]") {
  check_activation_refused(failure("activation", "runner_create_plugin", "out of luck."),
                           failing_in("constructor"));
  check_activation_refused(failure("activation", "options()", "out of luck."),
                           failing_in("options"));
  check_refused("no_object",
                "the activation plugin no_object (" + bad_plugin_file("no_object") +
                    ") failed in runner_create_plugin: no entry today.",
                RUNNER_BAD_PLUGINS, failing_in("entry"));
}

TEST_CASE("an entry that makes no object refuses the plugin", "[cli]") {
  check_refused("no_object", bad_plugin_file("no_object") +
                                 ": this plugin cannot be used: runner_create_plugin made no "
                                 "object.");
}

TEST_CASE("a thing that is no std::exception refuses the plugin as well", "[cli]") {
  for (const auto& [call, name] :
       {std::pair<std::string, std::string>("static constructor", "its static constructors"),
        {"constructor", "runner_create_plugin"},
        {"options", "options()"}}) {
    auto options = failing_in(call);
    options.environment["BAD_PLUGIN_THROWS_INT"] = "1";
    check_activation_refused(
        failure("activation", name, "it threw something that is not a std::exception."), options);
  }
}

TEST_CASE("an exception in load() or weights() ends the program before there is a run", "[cli]") {
  const auto load = run_and_leave_nothing({"dataset=failing_dataset", "split_size=100"},
                                          RUNNER_BAD_PLUGINS, failing_in("load"));
  CHECK(load.err == "command line, dataset=failing_dataset:9: " +
                        failure("dataset", "load()", "out of luck.") + "\n");
  CHECK(load.status == 2);
  const auto weights = run_and_leave_nothing({"network.initializer=failing_initializer"},
                                             RUNNER_BAD_PLUGINS, failing_in("weights"));
  CHECK(weights.err == failure("initializer", "weights()", "out of luck.") + "\n");
  CHECK(weights.status == 2);
}

TEST_CASE("an option error names the option's place in options() and the call elsewhere", "[cli]") {
  auto options = failing_in("options");
  options.environment["BAD_PLUGIN_THROWS_OPTION"] = "1";
  const auto result =
      run_and_leave_nothing({"network.activation=failing_activation", "network.activation.used=2"},
                            RUNNER_BAD_PLUGINS, options);
  CHECK(result.err == "command line, network.activation.used=2:25: used is too much for me\n");
  options.environment["BAD_PLUGIN_FAILS_IN"] = "weights";
  CHECK(run_and_leave_nothing({"network.initializer=failing_initializer"}, RUNNER_BAD_PLUGINS,
                              options)
            .err ==
        failure("initializer", "weights()", "its option 'used': used is too much for me.") + "\n");
}

TEST_CASE("an option that a plugin has not names those that it has", "[cli]") {
  CHECK(
      run_and_leave_nothing({"network.activation=failing_activation", "network.activation.usde=2"},
                            RUNNER_BAD_PLUGINS)
          .err ==
      "command line, network.activation.usde=2:1: the activation failing_activation has no key "
      "'usde'; known are used. Did you mean 'used'?\n");
}

// A run of the baseline that fails in `call` of the plugin that `override` chooses.
struct FailedRun {
  std::filesystem::path folder;
  ProcessResult result;
};

FailedRun failed_run(const TemporaryFolder& output, const std::string& override,
                     const ProcessOptions& options, const std::string& threads = "2") {
  FailedRun run;
  run.result = run_program(
      {baseline, override, "iterations=1000", "report_every=1", "--output", output.path().string(),
       "--plugin-path", RUNNER_BAD_PLUGINS, "--threads", threads},
      options);
  CHECK(run.result.status == 1);
  const std::string& out = run.result.out;
  REQUIRE(out.ends_with('\n'));
  run.folder = out.substr(0, out.size() - 1);
  return run;
}

void check_failed(const FailedRun& run, const std::string& reason) {
  const auto json = read_json(run.folder / "run.json");
  CHECK(json.at("status") == "failed");
  CHECK(json.at("stop_reason") == reason);
  CHECK(run.result.err.ends_with("\nfailed: " + reason + "\n"));
  CHECK(read_file(run.folder / "log.txt") == run.result.err);
}

TEST_CASE("an optimizer that throws in its third update leaves the rows of the first two",
          "[cli]") {
  const TemporaryFolder output;
  const auto run = failed_run(output, "optimizer=failing_optimizer", failing_in("step 3"));
  check_failed(run, failure("optimizer", "step()", "out of luck."));
  const auto rows = read_csv(run.folder / "metrics.csv");
  REQUIRE(rows.size() == 3);
  CHECK(rows.back().at("iteration") == "2");
  const auto json = read_json(run.folder / "run.json");
  CHECK(json.at("result").at("iteration") == 2);
  CHECK(json.at("result").at("train_loss").get<double>() ==
        std::stod(rows.back().at("train_loss")));
}

TEST_CASE("an activation that throws on a worker thread ends the run as failed", "[cli]") {
  for (const std::string call : {"forward", "backward"}) {
    for (const std::string threads : {"1", "4"}) {
      CAPTURE(call, threads);
      const TemporaryFolder output;
      const auto run = failed_run(output, "network.activation=failing_activation",
                                  failing_in(call + " 2000"), threads);
      check_failed(run, failure("activation", call + "()", "out of luck."));
      const auto rows = read_csv(run.folder / "metrics.csv");
      CHECK(rows.size() > 1);
      CHECK(rows.back().at("iteration") ==
            read_json(run.folder / "run.json").at("result").at("iteration").dump());
    }
  }
}

TEST_CASE("an optimizer that throws in state() ends the run as failed", "[cli]") {
  const TemporaryFolder output;
  check_failed(failed_run(output, "optimizer=failing_optimizer", failing_in("state")),
               failure("optimizer", "state()", "out of luck."));
}

TEST_CASE("a thing that is no std::exception ends a run as failed as well", "[cli]") {
  const TemporaryFolder output;
  for (const auto& [kind, key, call] :
       {std::tuple<std::string, std::string, std::string>("optimizer", "optimizer", "step"),
        {"activation", "network.activation", "backward"}}) {
    auto options = failing_in(call + " 20");
    options.environment["BAD_PLUGIN_THROWS_INT"] = "1";
    check_failed(failed_run(output, key + "=failing_" + kind, options),
                 failure(kind, call + "()", "it threw something that is not a std::exception."));
  }
}

}  // namespace
}  // namespace runner::test::failing_plugins_test
