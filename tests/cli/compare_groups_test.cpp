// `runner compare`: groups of runs, and what their table and sentences say.
#include "base/text_width.hpp"
#include "cli/compared_runs.hpp"
#include "support/catch.hpp"

namespace runner::test::compare_groups_test {

using runner::test::ComparedRuns;
using runner::test::contains;

namespace {

// With each of eight seeds, tanh is better than relu by 0.01 to 0.03.
struct EightSeeds : ComparedRuns {
  EightSeeds() {
    add_seeds("relu", {0.80, 0.82, 0.84, 0.86, 0.81, 0.83, 0.85, 0.87});
    add_seeds("tanh", {0.81, 0.84, 0.87, 0.88, 0.83, 0.84, 0.88, 0.89});
  }
};

bool fits(const std::string& text, std::size_t width) {
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    if (runner::display_width(line) > width) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("compare ranks settings by their mean over the seeds", "[compare]") {
  const auto result = EightSeeds().compare({"--columns", "activation,n,validation_accuracy"});
  CHECK(result.err == "");
  CHECK(result.status == 0);
  // Means and deviations (n - 1) of the values above, worked out by hand.
  CHECK_THAT(result.out, contains("activation  seeds  validation_accuracy\n"
                                  "tanh            8        0.855 ± 0.029\n"
                                  "relu            8        0.835 ± 0.024\n"
                                  "Ranked by validation_accuracy; mean ± standard deviation over "
                                  "the seeds.\n"));
}

TEST_CASE("compare says which setting beats which, and how sure that is", "[compare]") {
  const auto result = EightSeeds().compare({});
  // The differences are 1 2 3 2 2 1 3 2 hundredths: mean 0.02, deviation 0.00756, all positive, so
  // p = 2 / 2^8; t(0.975, 7) = 2.3646 gives 0.02 -+ 0.0063.
  CHECK_THAT(result.out, contains("\ntanh beats relu on validation_accuracy by 0.0200 (95 % 0.0137 "
                                  "to 0.0263; adjusted p 0.0078; 8 seeds).\n"));
  CHECK_THAT(result.out, contains("\ntanh and relu cannot be told apart on test_accuracy with 8 "
                                  "seeds (difference 0.0000, 95 % 0.0000 to 0.0000; adjusted p "
                                  "1).\n"));
}

TEST_CASE("compare says how many seeds are the least if there are too few", "[compare]") {
  ComparedRuns runs;
  runs.add_seeds("relu", {0.80, 0.82, 0.84, 0.86, 0.81});
  runs.add_seeds("tanh", {0.91, 0.94, 0.97, 0.98, 0.93});
  const auto result = runs.compare({});
  CHECK_THAT(result.out, contains("5 seeds cannot show a difference: with 1 pair compared, at "
                                  "least 6 seeds in common are needed for an adjusted p of 0.05. "
                                  "Run them with --sweep seed=0..5.\n"));
  CHECK_THAT(result.out, contains("tanh and relu cannot be told apart on validation_accuracy with "
                                  "5 seeds (difference 0.1200, ") &&
                             contains("adjusted p 0.062)"));
}

TEST_CASE("compare pairs settings by the seeds that they have in common", "[compare]") {
  ComparedRuns runs;
  runs.add_seeds("relu", {0.1, 0.2, 0.3});
  runs.add("tanh", 2, 0.4);
  runs.add("tanh", 7, 0.9);
  runs.add("sigmoid", 8, 0.5);
  const auto result = runs.compare({});
  CHECK(result.status == 0);
  CHECK_THAT(result.out,
             contains("2 pairs have no seed in common, so nothing is said about them.\n"));
}

TEST_CASE("compare --against compares one setting with each other", "[compare]") {
  EightSeeds runs;
  runs.add_seeds("sigmoid", {0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5});
  const auto result = runs.compare({"--against", "relu"});
  CHECK_THAT(result.out, contains("tanh beats relu on validation_accuracy by ") &&
                             contains("relu beats sigmoid on validation_accuracy by ") &&
                             !contains("tanh beats sigmoid"));
  const auto unknown = runs.compare({"--against", "rleu"});
  CHECK(unknown.status == 2);
  CHECK(unknown.err ==
        "--against 'rleu': there is no such group; the groups are 'relu', 'tanh', 'sigmoid'. "
        "Did you mean 'relu'?\n");
}

TEST_CASE("compare --difference says how many seeds would do", "[compare]") {
  const auto result = EightSeeds().compare({"--difference", "0.005"});
  // statsmodels: TTestPower().solve_power(0.005 / 0.0075593, power=0.8) is 19.96; with the ends of
  // the deviation's 95 % interval, 0.0049980 and 0.0153853, it is 9.9 and 76.2.
  CHECK_THAT(result.out, contains("To find a true difference of 0.005 on validation_accuracy "
                                  "between tanh and relu (power 0.8, two-sided 5 %), about 20 "
                                  "seeds are needed; by the spread seen, between 10 and 77.\n"));
  for (const std::string bad : {"0", "-1", "x", "nan", "inf", ""}) {
    const auto refused = EightSeeds().compare({"--difference=" + bad});
    CHECK(refused.status == 2);
  }
}

TEST_CASE("compare refuses options that are empty or that it does not understand", "[compare]") {
  const EightSeeds runs;
  for (const std::string option : {"--where", "--at", "--against", "--sort", "--columns", "--over",
                                   "--difference", "--metric", "--format"}) {
    CAPTURE(option);
    const auto result = runs.compare({option, ""});
    CHECK(result.status == 2);
    CHECK_THAT(result.err, contains(option));
    CHECK(result.out == "");
  }
  CHECK_THAT(runs.compare({"--where", ""}).err,
             contains("runner compare: --where: the value is empty"));
  CHECK_THAT(runs.compare({"--columns", "n,,n"}).err,
             contains("--columns: there is no column ''; known are group, n, iteration, "
                      "activation, "));
}

TEST_CASE("compare refuses options that would have no effect", "[compare]") {
  const EightSeeds runs;
  const auto refused = runs.compare({"--format", "csv", "--against", "relu"});
  CHECK(refused.status == 2);
  CHECK(refused.err ==
        "runner compare: --against has no effect with --format csv; leave one of them out.\n");
  for (const auto& options :
       std::vector<std::vector<std::string>>{{"--format=json", "--top", "1"},
                                             {"--format=json", "--sort", "n"},
                                             {"--format=json", "--columns", "n"},
                                             {"--format=json", "--each"},
                                             {"--format=csv", "--columns", "n"},
                                             {"--format=latex", "--difference", "0.1"},
                                             {"--each", "--against", "relu"},
                                             {"--each", "--difference", "0.1"},
                                             {"--each", "--over", "seed"}}) {
    CAPTURE(options);
    CHECK(runs.compare(options).status == 2);
  }
  const auto csv = runs.compare({"--format", "csv", "--top", "1", "--sort=-activation"});
  CHECK(csv.status == 0);
  CHECK_THAT(csv.out, contains("\r\ntanh,") && !contains("\r\nrelu,"));
}

TEST_CASE("compare says that nobody measured the metric that is to rank", "[compare]") {
  ComparedRuns runs;
  runs.add("relu", 0, finished_run("s"));
  CHECK_THAT(runs.compare({"--metric", "validation_loss"}).out,
             contains("None of the runs that count has a validation_loss, so the order means "
                      "nothing.\n"));
}

TEST_CASE("compare counts runs that did not finish beside the mean, never in it", "[compare]") {
  ComparedRuns runs;
  runs.add_seeds("relu", {0.8, 0.9});
  auto diverged = runs.manifest(2, 0.1);
  diverged["status"] = "diverged";
  runs.add("relu", 2, diverged);
  auto killed = runs.manifest(3, 0.2);
  killed["status"] = "running";
  killed["result"]["iteration"] = 340;
  killed["ended"] = nullptr;
  const auto folder = runs.add("relu", 3, killed);
  write_file(folder / "metrics.csv",
             "iteration,epoch,train_loss,train_accuracy,validation_loss,validation_accuracy,"
             "test_loss,test_accuracy,seconds\n"
             "340,340,1,0.5,1,0.55,1,0.5,2\n"
             "400,400,1,0.5,1,0.6");  // cut in the middle
  const auto result = runs.compare({"--columns", "n,validation_accuracy"});
  CHECK_THAT(result.out,
             contains("2 of 4; 1 running, 1 diverged ") && contains("  0.850 ± 0.071\n") &&
                 contains(" of s diverged at 1000/1000, ") &&
                 contains(" of s is running at 340/1000, validation_accuracy 0.5500.\n"));
  const auto each = runs.compare({"--each"});
  CHECK_THAT(each.out, contains(" 340/1000 "));
}

TEST_CASE("compare counts repeats once, and says so", "[compare]") {
  ComparedRuns runs;
  runs.add_seeds("relu", {0.8, 0.9});
  runs.add("relu", 0, 0.8);
  CHECK_THAT(runs.compare({}).out,
             contains("1 repeat of the same config and seed is not counted again.\n"));
  runs.add("relu", 1, 0.91);
  CHECK_THAT(runs.compare({}).out,
             contains("2 repeats of the same config and seed are not counted again; 1 of them has "
                      "other metrics than the last one, which counts: `runner diff` shows why.\n"));
}

TEST_CASE("compare --over aggregates over another key", "[compare]") {
  const auto result = EightSeeds().compare(
      {"--over", "network.activation", "--columns", "seed,n,validation_accuracy", "--top", "2"});
  CHECK_THAT(result.out, contains("seed  n  validation_accuracy\n"
                                  "   7  2        0.880 ± 0.014\n"
                                  "   3  2        0.870 ± 0.014\n"
                                  "2 of 8 groups are shown.\n"));
  const auto unknown = EightSeeds().compare({"--over", "network.activatoin"});
  CHECK(unknown.status == 2);
  CHECK(unknown.err ==
        "--over network.activatoin: none of these runs has this key in its config. Did you mean "
        "'network.activation'?\n");
}

TEST_CASE("compare ranks by a test metric only if it is named, with a caution", "[compare]") {
  CHECK_THAT(EightSeeds().compare({}).out, !contains("Caution"));
  CHECK_THAT(EightSeeds().compare({"--metric", "test_accuracy"}).out,
             contains("Caution: whoever chooses a setting by test figures needs other data to test "
                      "it.\n"));
  const auto unknown = EightSeeds().compare({"--metric", "seconds"});
  CHECK(unknown.status == 2);
  CHECK_THAT(unknown.err, contains("--metric: 'seconds' is not one of train_loss, "));
}

TEST_CASE("compare ranks by train_loss without validation examples, and says that", "[compare]") {
  ComparedRuns runs;
  runs.add("relu", 0, finished_run("s"));
  CHECK_THAT(runs.compare({}).out, contains("Ranked by train_loss.\n"));
}

TEST_CASE("compare of single seeds has no interval and says why", "[compare]") {
  ComparedRuns runs;
  runs.add("relu", 0, 0.8);
  runs.add("tanh", 0, 0.9);
  const auto result = runs.compare({});
  CHECK_THAT(result.out, !contains("interval  ") &&
                             contains("One seed says nothing about spread, so there is no "
                                      "interval; repeat the runs with --sweep seed=0..9.\n"));
}

TEST_CASE("compare warns of groups on other data and does not compare them", "[compare]") {
  ComparedRuns runs;
  runs.add_seeds("relu", {0.8, 0.9});
  auto other = runs.manifest(0, 0.95);
  other["data"]["sha256"] = "cccc3333";
  runs.add("tanh", 0, other);
  const auto result = runs.compare({});
  CHECK_THAT(result.out,
             contains("Not all runs saw the same data; groups on different data are ranked apart "
                      "and not compared: data (aaaa1111: 2 runs, cccc3333: 1 run).\n") &&
                 !contains(" beats ") && !contains("told apart"));
}

TEST_CASE("compare warns of runs made with another BLAS or plugin file", "[compare]") {
  ComparedRuns runs;
  runs.add("relu", 0, 0.8);
  auto other = runs.manifest(0, 0.9);
  other["plugins"] = {{{"kind", "optimizer"},
                       {"name", "gradient_descent"},
                       {"version", "1"},
                       {"path", "/x.so"},
                       {"sha256", "1111222233334444"}}};
  runs.add("tanh", 0, other);
  other["plugins"][0]["sha256"] = "9999222233334444";
  runs.add("tanh", 1, other);
  CHECK_THAT(runs.compare({}).out,
             contains("Not all runs used the same code, which may explain differences: optimizer "
                      "plugin gradient_descent (1 111122223333: 1 run, 1 999922223333: 1 run).\n"));
}

TEST_CASE("no line of compare is wider than the terminal", "[compare]") {
  for (const std::string columns : {"40", "80", "81", "120", "300"}) {
    const auto result = EightSeeds().compare({"--difference", "0.01"}, columns);
    CHECK(result.status == 0);
    CHECK(fits(result.out, std::stoul(columns)));
    CHECK(fits(EightSeeds().compare({"--each"}, columns).out, std::stoul(columns)));
  }
  CHECK_THAT(EightSeeds().compare({}, "80").out, contains("Not shown here: "));
  CHECK_THAT(EightSeeds().compare({}, "300").out, !contains("Not shown here: "));
}

TEST_CASE("compare of equal values everywhere divides by nothing", "[compare]") {
  ComparedRuns runs;
  runs.add_seeds("relu", {0.8, 0.8, 0.8});
  runs.add_seeds("tanh", {0.8, 0.8, 0.8});
  const auto result = runs.compare({"--difference", "0.1"});
  CHECK(result.status == 0);
  CHECK_THAT(result.out, contains("relu and tanh cannot be told apart on validation_accuracy with "
                                  "3 seeds (difference 0.0000, 95 % 0.0000 to 0.0000; adjusted p "
                                  "1).\n") &&
                             !contains("nan") && !contains("inf"));
}

TEST_CASE("compare leaves losses that are not finite out of means", "[compare]") {
  ComparedRuns runs;
  runs.add_seeds("relu", {0.8, 0.9});
  auto broken = runs.manifest(2, 0.7);
  broken["result"]["validation_loss"] = nullptr;
  runs.add("relu", 2, broken);
  CHECK_THAT(runs.compare({"--columns", "n,validation_loss"}).out,
             contains("3    0.150 ± 0.071\n"));
}

}  // namespace runner::test::compare_groups_test
