// `runner resume`: runs that were killed or interrupted, and those that it refuses.
#include <sys/stat.h>

#include <fstream>
#include <random>

#include <fmt/format.h>

#include "base/process_identity.hpp"
#include "cli/runs.hpp"
#include "runs/run_lock.hpp"
#include "support/catch.hpp"
#include "support/run_files.hpp"

namespace runner::test::resume_test {
namespace {

namespace fs = std::filesystem;

const std::string baseline = std::string(RUNNER_SOURCE_DIR) + "/configs/baseline.yaml";

// Long enough to be killed a few times, with a checkpoint every few milliseconds.
const std::string settings =
    "iterations=6000 report_every=500 batch_size=40 checkpoint_every=100 validation_size=500 "
    "optimizer=adam";

// Standard output without its last line break.
std::string folder_printed(const ProcessResult& result) {
  return result.out.substr(0, result.out.find_last_not_of('\n') + 1);
}

// Runs a command of bash in which $RUNNER is the program; other variables as given.
ProcessResult bash(const std::string& script,
                   std::map<std::string, std::optional<std::string>> variables = {}) {
  ProcessOptions options;
  options.environment = std::move(variables);
  options.environment["RUNNER"] = RUNNER_BINARY;
  options.environment["BASELINE"] = baseline;
  options.environment["RUNNER_PLUGIN_PATH"] = std::nullopt;
  return run_process({"bash", "-c", script}, options);
}

// The folder of a run that was ended by `signal` once its first checkpoint was there.
fs::path stopped_run(const TemporaryFolder& output, const std::string& signal) {
  bash(
      "\"$RUNNER\" \"$BASELINE\" iterations=100000000 checkpoint_every=1 --output \"$OUTPUT\" & "
      "pid=$!; until ls \"$OUTPUT\"/baseline/*/checkpoint.npz; do kill -0 $pid || exit 1; sleep "
      "0.01; done; kill -" +
          signal + " $pid; wait $pid",
      {{"OUTPUT", output.path().string()}});
  return fs::directory_iterator(output / "baseline")->path();
}

void set_json(const fs::path& run, const std::string& key, const nlohmann::json& value) {
  auto manifest = read_json(run / "run.json");
  manifest[key] = value;
  write_file(run / "run.json", manifest.dump());
}

nlohmann::json identity_json(const ProcessIdentity& process) {
  return {{"host", process.host},
          {"boot_id", process.boot_id},
          {"pid", process.pid},
          {"start_time", process.start_time}};
}

std::string complaint(const fs::path& run) {
  const auto result = run_program({"resume", run.string()});
  CHECK(result.status == 2);
  CHECK(result.out == "");
  return result.err;
}

}  // namespace

TEST_CASE("a run killed at any moment resumes to the same results", "[resume]") {
  const TemporaryFolder straight;
  const auto whole = bash("\"$RUNNER\" \"$BASELINE\" " + settings + " --output \"$OUTPUT\"",
                          {{"OUTPUT", straight.path().string()}});
  REQUIRE(whole.status == 0);
  std::mt19937 random(1);
  for (int round = 0; round < 3; ++round) {
    const TemporaryFolder output;
    std::string times;
    for (int kill = 0; kill < 4; ++kill) times += fmt::format(" 0.{:03}", 50 + random() % 300);
    CAPTURE(times);
    const auto result = bash(
        "\"$RUNNER\" \"$BASELINE\" $SETTINGS --output \"$OUTPUT\" >/dev/null 2>&1 & pid=$!\n"
        "until run=$(ls -d \"$OUTPUT\"/baseline/* 2>/dev/null) && [ -e \"$run/run.json\" ]\n"
        "do kill -0 $pid || exit 1; sleep 0.01; done\n"
        "sleep 0.1; kill -KILL $pid; wait $pid\n"
        "for time in $TIMES; do\n"
        "  timeout -s KILL $time \"$RUNNER\" resume \"$run\" >/dev/null 2>&1; done\n"
        "\"$RUNNER\" resume \"$run\"",
        {{"SETTINGS", settings}, {"TIMES", times}, {"OUTPUT", output.path().string()}});
    INFO(result.err);
    CHECK(result.status == 0);
    check_same_results(folder_printed(whole), folder_printed(result));
  }
}

TEST_CASE("SIGINT and SIGTERM leave a checkpoint, from which the next resume continues",
          "[resume]") {
  for (const char* signal : {"INT", "TERM"}) {
    const TemporaryFolder output;
    const fs::path run = stopped_run(output, signal);
    CHECK(read_json(run / "run.json").at("status") == "interrupted");
    CHECK(fs::exists(run / "checkpoint.npz"));
    const auto result = bash(
        "\"$RUNNER\" resume \"$RUN\" & pid=$!\n"
        "until grep -q 'resumed after' \"$RUN/log.txt\"; do kill -0 $pid || exit 1; sleep 0.01; "
        "done\n"
        "kill -" +
            std::string(signal) + " $pid; wait $pid",
        {{"RUN", run.string()}});
    CHECK(folder_printed(result) == run.string());
    CHECK_THAT(result.err, contains("resumed after "));
    CHECK(read_json(run / "run.json").at("status") == "interrupted");
  }
}

TEST_CASE("a finished run says so, and nothing is changed", "[resume]") {
  const TemporaryFolder output;
  const std::string run = train("baseline", output.path());
  const std::string manifest = read_file(run + "/run.json");
  const std::string log = read_file(run + "/log.txt");
  const auto result = run_program({"resume", run + "/"});
  CHECK(result.status == 0);
  CHECK(result.out == run + "\n");
  CHECK(result.err == run + ": the run has finished; there is nothing to resume.\n");
  CHECK(read_file(run + "/run.json") == manifest);
  CHECK(read_file(run + "/log.txt") == log);
}

TEST_CASE("a diverged run would diverge again", "[resume]") {
  const TemporaryFolder output;
  const std::string run = train("baseline", output.path());
  set_json(run, "status", "diverged");
  const auto result = run_program({"resume", run});
  CHECK(result.status == 1);
  CHECK(result.out == run + "\n");
  CHECK(result.err == run + ": the run has diverged; there is nothing to resume.\n");
}

TEST_CASE("a failed run starts again, without a checkpoint at iteration 0", "[resume]") {
  const TemporaryFolder output;
  const std::string run = train("baseline", output.path());
  const std::string before = metrics_but_seconds(run);
  set_json(run, "status", "failed");
  const auto result = run_program({"resume", run});
  CHECK(result.status == 0);
  CHECK_THAT(result.err, contains("resumed: there is no checkpoint, so the run starts again at "
                                  "iteration 0\n"));
  CHECK(metrics_but_seconds(run) == before);
}

TEST_CASE("a run that a process is still working on is refused", "[resume]") {
  const TemporaryFolder output;
  const std::string run = train("baseline", output.path());
  set_json(run, "status", "running");
  set_json(run, "process", identity_json(this_process()));
  CHECK(complaint(run) ==
        fmt::format("{}: process {} is still working on this run.\n", run, this_process().pid));
}

TEST_CASE("a run of a process on another host needs --take-over", "[resume]") {
  const TemporaryFolder output;
  const std::string run = train("baseline", output.path());
  ProcessIdentity other = this_process();
  other.host = "elsewhere.example";
  other.pid = 77;
  set_json(run, "status", "running");
  set_json(run, "process", identity_json(other));
  CHECK(
      complaint(run) ==
      run +
          ": process 77 may still be running on elsewhere.example; runner cannot check from here. "
          "Resume the run there, or give --take-over if you are certain that the process has "
          "ended.\n");
  CHECK(run_program({"resume", run, "--take-over"}).status == 0);
  CHECK(read_json(run + "/run.json").at("status") == "finished");
}

TEST_CASE("of two resumes at once only one continues", "[resume]") {
  const TemporaryFolder output;
  const std::string run = train("baseline", output.path());
  const RunLock lock(run);
  CHECK(complaint(run) == run + ": another process is resuming this run.\n");
}

TEST_CASE("a folder that is no run is an error", "[resume]") {
  const TemporaryFolder output;
  CHECK(complaint(output.path()) == output.path().string() +
                                        ": not a run folder: it has no run.json. Give one such as "
                                        "experiments/baseline/20260102T030405Z-1a2b3c.\n");
  CHECK(fs::is_empty(output.path()));
}

TEST_CASE("a run.json that cannot be read is an error, and nothing is created", "[resume]") {
  const TemporaryFolder output;
  const fs::path run = output / "run";
  fs::create_directory(run);
  std::string reason;
  SECTION("a directory") {
    fs::create_directory(run / "run.json");
    reason = "Is a directory";
  }
  SECTION("a loop of links") {
    fs::create_symlink("run.json", run / "run.json");
    reason = "Too many levels of symbolic links";
  }
  SECTION("a pipe") {
    REQUIRE(::mkfifo((run / "run.json").c_str(), 0600) == 0);
    reason = "it is not a regular file";
  }
  SECTION("a link to nothing") {
    fs::create_symlink("nowhere", run / "run.json");
    reason = "it is a symbolic link to a file that does not exist";
  }
  CHECK(complaint(run) ==
        (run / "run.json").string() + ": the file cannot be read: " + reason + ".\n");
  CHECK_FALSE(fs::exists(run / "log.txt"));
}

TEST_CASE("a changed config and a truncated checkpoint are refused, and nothing is changed",
          "[resume]") {
  const TemporaryFolder output;
  const fs::path run = stopped_run(output, "KILL");
  const std::string config = read_file(run / "config.yaml");
  const std::string metrics = read_file(run / "metrics.csv");
  write_file(run / "config.yaml", config + "early_stopping: {}\n");
  CHECK_THAT(complaint(run), contains("early_stopping needs validation examples"));
  std::string other = config;
  other.replace(other.find("report_every: 100"), 17, "report_every: 200");
  write_file(run / "config.yaml", other);
  CHECK(complaint(run) ==
        fmt::format(
            "{0}/checkpoint.npz: report_every in config.yaml changed since the checkpoint was "
            "written, so the run would not continue with the same bits. Restore what "
            "changed, or begin a new run with `runner {0}/config.yaml`.\n",
            run.string()));
  write_file(run / "config.yaml", config);
  fs::resize_file(run / "checkpoint.npz", 5000);
  CHECK_THAT(complaint(run),
             contains(run.string() + "/checkpoint.npz: the checkpoint cannot be used: "));
  CHECK(read_file(run / "metrics.csv") == metrics);
}

}  // namespace runner::test::resume_test
