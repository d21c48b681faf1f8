// `runner plugins check`: the conformance suite, on plugins with one fault each and on the
// program's own.
#include <nlohmann/json.hpp>

#include "cli/runs.hpp"
#include "support/catch.hpp"
#include "support/data_files.hpp"
#include "support/png_bytes.hpp"

namespace runner::test::plugins_check_test {
namespace {

// Checks the faulty plugin of a kind with a fault, or without one if the name is empty.
ProcessResult check_faulty(const std::string& kind, const std::string& fault,
                           std::vector<std::string> more = {}) {
  ProcessOptions options;
  options.environment["FAULT"] = fault;
  std::vector<std::string> arguments = {"plugins", "check", "faulty_" + kind, "--plugin-path",
                                        RUNNER_FAULTY_PLUGINS};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run_program(arguments, options);
}

struct Case {
  std::string fault;
  std::string statement;  // of the check that finds it
  std::string sentence;   // how it begins
};

void expect_found(const std::string& kind, const std::vector<Case>& cases) {
  for (const auto& [fault, statement, sentence] : cases) {
    CAPTURE(fault);
    const auto result = check_faulty(kind, fault);
    CHECK(result.status == 1);
    CHECK_THAT(result.out, contains("  FAILED   " + statement + "\n           " + sentence));
    CHECK(result.err == "1 of 1 plugins has a fault: faulty_" + kind + ".\n");
  }
}

}  // namespace

TEST_CASE("plugins check passes the faulty plugins without their faults", "[check]") {
  for (const std::string kind : {"activation", "optimizer", "initializer", "dataset"}) {
    CAPTURE(kind);
    const auto result = check_faulty(kind, "");
    INFO(result.out);
    CHECK(result.status == 0);
    CHECK(result.err.empty());
    CHECK_THAT(result.out, !contains("FAILED") && !contains("skipped"));
  }
}

TEST_CASE("plugins check finds what is wrong with options", "[check]") {
  expect_found("activation",
               {{"default out of bounds", "options: defaults are within their bounds",
                 "the default of 'slope' is rejected when a config gives it: "},
                {"no doc", "options() declares the same options each time",
                 "the option 'slope' has no doc that says what it means.\n"},
                {"declared twice", "options() declares the same options each time",
                 "the option 'slope' is declared twice.\n"},
                {"bad option name", "options() declares the same options each time",
                 "the option 'Slope-1' needs another name: a to z, 0 to 9 and _, beginning with a "
                 "letter, and not `plugin`.\n"},
                {"declares by turns", "options() declares the same options each time",
                 "a second call of options() declares different options than the first.\n"},
                {"changes its values", "options() declares the same options each time",
                 "a second call of options() declares different options than the first.\n"}});
}

TEST_CASE("plugins check finds what is wrong with an activation", "[check]") {
  const std::string gradient = "backward() is the gradient of forward()";
  const std::string alone = "an element's result depends on it alone";
  expect_found(
      "activation",
      {{"gradient", gradient, "at x = "},
       {"gradient far out", gradient, "at x = 53.1 "},
       {"gradient of the default slope", gradient + " (slope: 0.5)", "at x = "},
       {"float", "float and double agree", "at x = "},
       {"not finite", "inputs up to +-1000 give finite results",
        "at x = 1000 forward() gives inf and backward() 1000 in double.\n"},
       {"hides NaN", "a NaN stays a NaN",
        "forward() gives 0 for nan; a NaN must give NaN, and only there, or a diverged run goes "
        "unnoticed.\n"},
       {"position", alone, "values differ if the matrix is split, in double"},
       {"call number", "repeats are bit-identical",
        "a repeated call gives different bits in double."},
       {"shared scratch", "several threads can call it at once",
        "called from four threads at once: the values differ.\n"},
       {"writes to x", gradient, "forward() writes to its const input x.\n"},
       {"writes beyond", gradient, "forward() writes out of its result's memory.\n"},
       {"rounding", gradient, "forward() changes the floating-point environment: rounding upward"},
       {"throws", gradient, "the activation plugin faulty_activation ("}});
}

TEST_CASE("plugins check finds what is wrong with an optimizer", "[check]") {
  expect_found("optimizer",
               {{"forgets its state", "a restored state resumes bit for bit",
                 "on a quadratic function in double a new object with the restored state continues "
                 "differently; state() must declare everything that step() remembers.\n"},
                {"same name twice", "state() declares the same vectors each time",
                 "state() declares the name 'velocity' twice.\n"},
                {"declares by turns", "state() declares the same vectors each time",
                 "a second call of state() declares different vectors than the first.\n"},
                {"uphill", "it reduces a quadratic function", "a quadratic function begins at "},
                {"writes to descriptors", "it reduces a quadratic function",
                 "it writes to file descriptors that are not its own.\n"},
                {"uphill", "it reduces Rosenbrock's function", "Rosenbrock's function begins at "},
                {"divides by zero", "a zero gradient keeps parameters finite",
                 "a zero gradient makes parameters infinite or NaN in double.\n"},
                {"writes to the gradient", "it reduces a quadratic function",
                 "step() writes to its const input gradient.\n"},
                {"resizes its state", "repeats are bit-identical",
                 "step() changes the size of its state 'velocity' from 23 to 3 elements.\n"}});
}

TEST_CASE("plugins check finds what is wrong with an initializer", "[check]") {
  expect_found(
      "initializer",
      {{"leaves one out", "every weight is set and finite",
        "for a layer of 10 x 784 in double some weights are not set or not finite.\n"},
       {"own generator", "the same seed gives the same weights",
        "the same seed gives different weights in double; draw only from `random`.\n"},
       {"float draws", "float weights are the double weights, rounded",
        "weights in float are not those in double, rounded; draw in double.\n"},
       {"too wide", "two seeds give the same mean and deviation",
        "the weights of a 64 x 256 layer have a deviation of "},
       {"seedless", "weights are drawn from the run's generator",
        "the weights vary but nothing was drawn from `random`, so the run's seed has no effect.\n"},
       {"seed decides the width", "two seeds give the same mean and deviation",
        "two seeds give different distributions: "}});
}

TEST_CASE("plugins check finds what is wrong with a dataset", "[check]") {
  expect_found("dataset", {{"changes", "loading again gives the same data",
                            "a second object with the same options loads different data.\n"},
                           {"shape", "examples, labels and shape match", ""},
                           {"labels", "examples, labels and shape match", ""},
                           {"empty class", "every class has examples and a name of its own",
                            "no example of the pool has the class 'none' (label 2).\n"},
                           {"same class names", "every class has examples and a name of its own",
                            "two classes are named 'one'.\n"}});
}

TEST_CASE("plugins check survives a plugin that ends its process", "[check]") {
  const std::string gradient = "backward() is the gradient of forward()";
  expect_found("activation",
               {{"crash", gradient, "it crashed the process (Segmentation fault).\n"},
                {"crash when made", "it can be loaded", "it crashed the process (Aborted).\n"},
                {"exit", gradient, "it ended the process with exit status 3.\n"}});
}

TEST_CASE("plugins check stops a plugin that never returns", "[check]") {
  const auto result = check_faulty("activation", "loop", {"--seconds", "1"});
  CHECK(result.status == 1);
  CHECK_THAT(result.out, contains("  FAILED   backward() is the gradient of forward()\n"
                                  "           it did not finish within 1 s and was stopped; a "
                                  "plugin that is merely slow needs a larger --seconds.\n"));
}

TEST_CASE("plugins check accepts files and options", "[check]") {
  const std::string file = std::string(RUNNER_FAULTY_PLUGINS) + "/faulty_activation.so";
  const auto good = run_program({"plugins", "check", file, "--option", "slope=0.5"});
  CHECK(good.status == 0);
  CHECK(good.out.starts_with("faulty_activation (activation, " + file + ")\n  ok       "));
  const auto wrong = run_program({"plugins", "check", file, "--option", "slope=2"});
  CHECK(wrong.status == 1);
  CHECK_THAT(wrong.out,
             contains("  FAILED   it accepts the given options\n           command line, --option "
                      "slope=2: slope must be a number at most 1, but this is 2.\n"));
  const auto unknown = run_program({"plugins", "check", file, "--option", "slop=2"});
  CHECK_THAT(unknown.out, contains("has no key 'slop'; known are slope. Did you mean 'slope'?\n"));
  const auto malformed = run_program({"plugins", "check", file, "--option", "slope"});
  CHECK(malformed.status == 2);
  CHECK(malformed.err == "--option must be NAME=VALUE, but it is 'slope'.\n");
}

TEST_CASE("plugins check of something that is not a plugin says so", "[check]") {
  const auto name = run_program({"plugins", "check", "reluu"});
  CHECK(name.status == 2);
  CHECK_THAT(name.err, contains("there is no plugin named 'reluu'. Did you mean 'relu'?"));
  const auto file = run_program({"plugins", "check", "/no/such/plugin.so"});
  CHECK(file.status == 2);
  CHECK(file.err == "/no/such/plugin.so: this plugin cannot be used: it is not a regular file.\n");
}

TEST_CASE("plugins check skips a plugin whose required option is missing", "[check]") {
  const auto result = run_program({"plugins", "check", "idx"});
  CHECK(result.status == 0);
  CHECK_THAT(result.out,
             contains("  skipped  it accepts the given options\n           it needs the "
                      "option images; give it with --option images=VALUE.\n"));
}

// Files for the dataset plugins.
class DataFiles {
 public:
  DataFiles() {
    write_file(folder_ / "table.csv", "label,a,b\n0,1,2\n1,3,4\n");
    write_file(folder_ / "arrays.npz",
               zip_bytes({{"x.npy", npy_bytes("|u1", "(2, 3, 1)", std::string("\1\2\3\4\5\6"))},
                          {"y.npy", npy_bytes("|u1", "(2,)", std::string("\0\1", 2))}}));
    for (const std::string name : {"cat", "dog"}) {
      std::filesystem::create_directories(folder_ / "images" / name);
      write_file(folder_ / "images" / name / "1.png",
                 png_bytes(2, 2, PNG_FORMAT_GRAY, {0, 64, 128, 255}));
    }
  }

  // The options that the plugin needs, as arguments.
  std::vector<std::string> options(const std::string& plugin) const {
    const std::string digits = std::string(RUNNER_SOURCE_DIR) + "/plugins/datasets/digits/";
    if (plugin == "csv") {
      return {"--option", "file=" + (folder_ / "table.csv").string(), "--option",
              "class_names=[\"0\", \"1\"]"};
    }
    if (plugin == "npz") return {"--option", "file=" + (folder_ / "arrays.npz").string()};
    if (plugin == "image_folder") {
      return {"--option", "folder=" + (folder_ / "images").string()};
    }
    if (plugin == "idx") {
      return {"--option", "images=" + digits + "images.idx3-ubyte.gz", "--option",
              "labels=" + digits + "labels.idx1-ubyte.gz"};
    }
    return {};
  }

 private:
  TemporaryFolder folder_;
};

TEST_CASE("all plugins of the program conform", "[check]") {
  const DataFiles files;
  const auto list = nlohmann::json::parse(run_program({"plugins", "list", "--json"}).out);
  CHECK(list.size() >= 36);
  for (const auto& plugin : list) {
    const std::string name = plugin["name"];
    std::vector<std::string> arguments = {"plugins", "check", name};
    for (auto& option : files.options(name)) arguments.push_back(option);
    const auto result = run_program(arguments);
    INFO(result.out + result.err);
    CHECK(result.status == 0);
    CHECK_THAT(result.out, !contains("skipped"));
  }
}

}  // namespace runner::test::plugins_check_test
