// What a careless user gives: the exact message, and exit status 2.
#include <unistd.h>

#include "cli/runs.hpp"
#include "support/catch.hpp"
#include "support/run_files.hpp"
#include "support/skip.hpp"

namespace runner::test::bad_input_test {
namespace {

const std::string baseline = std::string(RUNNER_SOURCE_DIR) + "/configs/baseline.yaml";

// Runs x.yaml with this text in a folder of its own.
ProcessResult run_text(const std::string& yaml, std::vector<std::string> arguments = {}) {
  const TemporaryFolder folder;
  write_file(folder / "x.yaml", yaml);
  ProcessOptions options;
  options.working_folder = folder.path();
  arguments.insert(arguments.begin(), "x.yaml");
  auto result = run_program(arguments, options);
  CHECK(result.out == "");
  CHECK_FALSE(std::filesystem::exists(folder / "experiments"));
  return result;
}

void check_refused(const std::string& yaml, const std::string& message,
                   const std::vector<std::string>& arguments = {}) {
  const auto result = run_text(yaml, arguments);
  CHECK(result.err == message + "\n");
  CHECK(result.status == 2);
}

TEST_CASE("a config that is not there names the nearest file", "[cli]") {
  const TemporaryFolder folder;
  write_file(folder / "configs" / "baseline.yaml", "dataset: digits\n");
  ProcessOptions options;
  options.working_folder = folder.path();
  const auto result = run_program({"configs/baselin.yaml"}, options);
  CHECK(result.status == 2);
  CHECK(result.err ==
        "configs/baselin.yaml: no such config file or command. Did you mean "
        "'configs/baseline.yaml'? Run 'runner --help' for a list of commands.\n");
  CHECK(run_program({"compar"}, options).err ==
        "compar: no such config file or command. Did you mean 'compare'? Run 'runner --help' for "
        "a list of commands.\n");
}

TEST_CASE("a config that cannot be read is refused", "[cli]") {
  CHECK(run_program({"/"}).err ==
        "/: the config file cannot be read: it is a directory, not a file.\n");
  CHECK(run_program({"/dev/zero"}).err ==
        "/dev/zero: the config file cannot be read: it is not a regular file.\n");
  CHECK(run_program({"/"}).status == 2);
}

TEST_CASE("no arguments print the usage and fail", "[cli]") {
  const auto result = run_program({});
  CHECK(result.status == 2);
  CHECK_THAT(result.err, contains("runner CONFIG [key.path=value ...]"));
}

TEST_CASE("a YAML syntax error has its place", "[cli]") {
  const auto result = run_text("dataset: @digits\n");
  CHECK(result.status == 2);
  CHECK_THAT(result.err, contains("x.yaml:1:10: this is not valid YAML: "));
  check_refused("dataset: [digits\n", "x.yaml:1:10: this '[' is never closed; add the ']'.");
}

TEST_CASE("all errors of a file, its plugins' options included, come at once", "[cli]") {
  check_refused(
      "dataset: digits\nsplit_sise: 5\noptimizer: {plugin: gradient_descent, alhpa: 0.1}\n"
      "network: {activation: relo}\n",
      "x.yaml:2:1: the experiment has no key 'split_sise'; known are base, name, seed, dataset, "
      "split_size, "
      "validation_size, standardize, network, optimizer, iterations, epochs, batch_size, "
      "precision, "
      "report_every, checkpoint_every, early_stopping and sweep. Did you mean 'split_size'?\n"
      "x.yaml:3:39: the optimizer gradient_descent has no key 'alhpa'; known are alpha, "
      "schedule, decay, decay_every, final_alpha and warmup. Did you mean 'alpha'?\n"
      "x.yaml:4:23: there is no activation plugin named 'relo'. Did you mean 'relu'? Known are "
      "elu, gelu, hard_sigmoid, identity, leaky_relu, mish, relu, selu, sigmoid, softplus, "
      "softsign, swish and tanh. Searched: " RUNNER_TEST_PLUGINS ".");
}

TEST_CASE("a repeated key is refused", "[cli]") {
  check_refused("dataset: digits\ndataset: csv\n",
                "x.yaml:2:1: the key 'dataset' is repeated; it is already at x.yaml:1:1. Keep one "
                "of the two.");
}

TEST_CASE("numbers out of range are refused", "[cli]") {
  check_refused(
      "dataset: digits\nsplit_size: 5000\n",
      "x.yaml:2:13: split_size must be below the pool's 5000 examples, but this is 5000.");
  check_refused("dataset: digits\noptimizer: {alpha: -0.1}\n",
                "x.yaml:2:20: alpha must be a number above 0, but this is -0.1.");
  check_refused("dataset: digits\noptimizer: {alpha: .nan}\n",
                "x.yaml:2:20: alpha must be a number above 0 (a finite one), but this is .nan.");
  check_refused(
      "dataset: digits\n",
      "command line, seed=4294967296:6: seed must be a whole number of at least 0 and at most "
      "4294967295, but this is 4294967296.",
      {"seed=4294967296"});
  check_refused(
      "dataset: digits\n",
      "command line, network.hidden_units=0:22: hidden_units must be a whole number of at "
      "least 1 and at most 1000000, but this is 0.",
      {"network.hidden_units=0"});
}

TEST_CASE("a plugin of another kind is refused", "[cli]") {
  check_refused(
      "dataset: relu\n",
      "x.yaml:1:10: 'relu' is an activation, but a dataset is expected here: csv, digits, "
      "idx, image_folder, npz or synthetic.");
}

TEST_CASE("a missing data file says what to run", "[cli]") {
  const auto result = run_text("dataset: {plugin: idx, images: none.gz, labels: none.gz}\n");
  CHECK(result.status == 2);
  CHECK_THAT(result.err, contains("x.yaml:1:32: "));
  CHECK_THAT(result.err, contains("none.gz"));
  CHECK_THAT(result.err, contains("scripts/get-mnist"));
}

TEST_CASE("a required option that is left out is named", "[cli]") {
  const auto result = run_text("dataset: {plugin: idx, images: a}\n");
  CHECK(result.status == 2);
  CHECK_THAT(result.err, contains("x.yaml:1:10: the dataset idx needs the option 'labels'"));
}

TEST_CASE("an error in a data file stands behind its place in the config", "[cli]") {
  const TemporaryFolder folder;
  write_file(folder / "x.csv", "label,pixel0\n1,2\n3,x\n");
  write_file(folder / "x.yaml", "dataset: {plugin: csv, file: x.csv}\n");
  ProcessOptions options;
  options.working_folder = folder.path();
  const auto result = run_program({"x.yaml"}, options);
  CHECK(result.status == 2);
  CHECK_THAT(result.err, contains("x.yaml:1:30: "));
  CHECK_THAT(result.err, contains("x.csv:3:3: "));
}

TEST_CASE("an unwritable experiments folder is known before training", "[cli]") {
  const TemporaryFolder folder;
  write_file(folder / "file", "");
  const auto result = run_program({baseline, "--output", folder / "file"});
  CHECK(result.status == 2);
  CHECK(result.out == "");
  CHECK_THAT(result.err,
             contains("the run folder cannot be made: Not a directory. Give a folder that "
                      "can be written with --output."));
}

// Mounts a file system of that size over the folder for the program; needs to be root.
ProcessResult run_on_small_disk(const std::string& size, const std::string& arguments) {
  const std::string script =
      "d=$(mktemp -d); mount -t tmpfs -o size=" + size + " none $d || exit 77; '" +
      std::string(RUNNER_BINARY) + "' '" + baseline + "' " + arguments +
      " --output $d; status=$?; cat $d/baseline/*/run.json 2>/dev/null; umount "
      "$d; exit $status";
  return run_process({"unshare", "-m", "bash", "-c", script});
}

TEST_CASE("a full experiments folder is known before training", "[cli]") {
  const auto result = run_on_small_disk("64k", "iterations=10");
  if (result.status == 77 || geteuid() != 0) {
    fmt::print("SKIPPED: mounting a small file system is not allowed here.\n");
    return;
  }
  CHECK(result.status == 2);
  CHECK_THAT(result.err, contains("the run needs about "));
  CHECK_THAT(result.err, contains("make space or give another folder with --output."));
}

TEST_CASE("a network that does not fit into memory is refused before training", "[cli]") {
  const auto result = run_program({std::string(RUNNER_SOURCE_DIR) + "/configs/baseline.yaml",
                                   "network.hidden_units=1000000", "iterations=1", "split_size=1",
                                   "dataset={plugin: synthetic, inputs: 100000, examples: 70}"});
  CHECK(result.status == 2);
  CHECK_THAT(result.err, contains("network.hidden_units is 1000000: training ") &&
                             contains(" GiB of memory, but this machine has ") &&
                             contains(" Use fewer hidden units.\n"));
}

TEST_CASE("a disk that fills up ends the run as failed", "[cli]") {
  const TemporaryFolder output;
  const std::string script = "ulimit -f 4; exec '" + std::string(RUNNER_BINARY) + "' '" + baseline +
                             "' iterations=100 report_every=1 --output '" + output.path().string() +
                             "'";
  const auto result = run_process({"bash", "-c", script});
  CHECK(result.status == 1);
  CHECK_THAT(result.err, contains("failed: "));
  CHECK_THAT(result.err, contains("cannot be written: File too large."));
  const auto folder = result.out.substr(0, result.out.find('\n'));
  CHECK(read_json(std::filesystem::path(folder) / "run.json").at("status") == "failed");
}

TEST_CASE("plugin folders must be absolute and there", "[cli]") {
  const auto result = run_program({baseline, "--plugin-path", "plugins"});
  CHECK(result.status == 2);
  CHECK(result.err ==
        "--plugin-path: the plugin folder 'plugins' is not absolute; give its full path, so that "
        "the current directory does not decide what is loaded.\n");
  ProcessOptions options;
  options.environment["RUNNER_PLUGIN_PATH"] = "/nowhere";
  CHECK(run_program({baseline}, options).err ==
        "RUNNER_PLUGIN_PATH: the plugin folder /nowhere does not exist or is not a directory.\n");
}

TEST_CASE("an unknown plugin to describe gets the nearest name", "[cli]") {
  const auto result = run_program({"plugins", "describe", "sigmiod"});
  CHECK(result.status == 2);
  CHECK_THAT(result.err, contains("there is no plugin named 'sigmiod'. Did you mean 'sigmoid'?"));
}

}  // namespace
}  // namespace runner::test::bad_input_test
