#include <nlohmann/json.hpp>

#include "cli/runs.hpp"
#include "support/catch.hpp"

namespace runner::test::compare_test {

using runner::test::contains;
using runner::test::ProcessOptions;
using runner::test::run_program;
using runner::test::TemporaryFolder;
using runner::test::train;
using runner::test::write_file;

namespace {

namespace fs = std::filesystem;

ProcessOptions in(const TemporaryFolder& folder) {
  ProcessOptions options;
  options.working_folder = folder.path();
  return options;
}

// experiments/baseline and experiments/sigmoid with a run each, made once.
const TemporaryFolder& two_experiments() {
  static const TemporaryFolder folder;
  static const bool made = [] {
    train("baseline", folder / "experiments");
    train("sigmoid", folder / "experiments");
    return true;
  }();
  static_cast<void>(made);
  return folder;
}

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> result;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) result.push_back(line);
  return result;
}

}  // namespace

TEST_CASE("compare shows two experiments side by side with what differs", "[cli]") {
  const auto result = run_program({"compare", "experiments/baseline", "experiments/sigmoid"},
                                  in(two_experiments()));
  CHECK(result.err == "");
  CHECK(result.status == 0);
  const auto shown = lines(result.out);
  REQUIRE(shown.size() == 7);
  CHECK_THAT(shown[0], contains("group     activation  seeds  train_loss  test_accuracy  "));
  CHECK(shown[0].find("validation_loss") == std::string::npos);
  CHECK_THAT(result.out, contains("\nbaseline  relu            1  ") &&
                             contains("\nsigmoid   sigmoid         1  "));
  CHECK(shown[3] == "Ranked by train_loss.");
}

TEST_CASE("compare of two runs tests whether their networks differ on the test set", "[cli]") {
  const auto result = run_program({"compare", "experiments"}, in(two_experiments()));
  CHECK_THAT(result.out, contains("These two trained networks, on the same 1000 test examples: ") &&
                             contains("(McNemar's exact p ") &&
                             contains("This is about the two networks, not about their settings."));
  const auto middle =
      run_program({"compare", "experiments", "--at", "iteration=0"}, in(two_experiments()));
  CHECK_THAT(middle.out, !contains("McNemar"));
}

TEST_CASE("compare --each shows single runs and marks the best", "[cli]") {
  const auto result = run_program({"compare", "experiments", "--each"}, in(two_experiments()));
  const auto shown = lines(result.out);
  REQUIRE(shown.size() == 4);
  CHECK_THAT(shown[0], contains("run       status    activation  "));
  CHECK_THAT(result.out, contains("\nbaseline  finished  relu  ") &&
                             contains("\nsigmoid   finished  sigmoid  "));
  CHECK_THAT(shown[1] + shown[2], contains("*"));
  CHECK(shown[3] == "* best of the finished runs");
}

TEST_CASE("compare writes CSV of groups and of runs", "[cli]") {
  const auto csv =
      run_program({"compare", "experiments", "--format", "csv"}, in(two_experiments()));
  CHECK(csv.status == 0);
  CHECK(csv.out.starts_with("group,network.activation,data_sha256,n,units,train_loss.mean,"));
  CHECK_THAT(csv.out, contains("\r\nbaseline,relu,"));
  const auto all =
      run_program({"compare", "experiments", "--format=csv", "--all"}, in(two_experiments()));
  CHECK_THAT(all.out, contains(",optimizer.alpha,"));
  const auto each =
      run_program({"compare", "experiments", "--format", "csv", "--each"}, in(two_experiments()));
  CHECK(each.out.starts_with("run,status,network.activation,iteration,"));
  CHECK_THAT(each.out, contains("\r\nbaseline,finished,relu,"));
  CHECK(each.out.find('*') == std::string::npos);
}

TEST_CASE("compare writes JSON of groups and runs", "[cli]") {
  const auto json = run_program({"compare", "experiments", "--format=json"}, in(two_experiments()));
  CHECK(json.status == 0);
  const auto object = nlohmann::json::parse(json.out);
  REQUIRE(object["groups"].size() == 2);
  REQUIRE(object["runs"].size() == 2);
  CHECK(object["runs"][0]["metrics"]["iteration"] == 5);
  CHECK_THAT(object["notes"].dump(), contains("McNemar"));
}

TEST_CASE("compare writes tables for Markdown and LaTeX", "[cli]") {
  const auto markdown =
      run_program({"compare", "experiments", "--format=markdown"}, in(two_experiments()));
  CHECK(markdown.out.starts_with("| group    | activation | seeds | train_loss |"));
  const auto latex =
      run_program({"compare", "experiments", "--format=latex"}, in(two_experiments()));
  CHECK_THAT(latex.out,
             contains("\\toprule\n") && contains("train\\_loss") && contains("\\bottomrule\n"));
}

TEST_CASE("compare --where shows only some runs", "[cli]") {
  const auto result = run_program(
      {"compare", "experiments", "--where", "activation=relu", "--each"}, in(two_experiments()));
  CHECK(result.status == 0);
  CHECK_THAT(result.out, contains("baseline") && !contains("sigmoid"));
  const auto none =
      run_program({"compare", "experiments", "--where", "seed>1000"}, in(two_experiments()));
  CHECK(none.status == 2);
  CHECK(none.err == "--where seed>1000: none of the runs is such.\n");
}

TEST_CASE("compare says that a damaged run is not counted, and why", "[cli]") {
  const TemporaryFolder folder;
  train("baseline", folder / "experiments");
  write_file(folder / "experiments/baseline/20250101T000000Z-00000a/run.json", "{");
  const auto result = run_program({"compare", "experiments/baseline"}, in(folder));
  CHECK(result.status == 0);
  CHECK_THAT(result.out, contains("\n1 run cannot be read and is not counted.\n"));
  CHECK_THAT(result.err,
             contains("warning: experiments/baseline/20250101T000000Z-00000a/run.json: the "
                      "file is damaged: "));
  const auto each = run_program({"compare", "experiments/baseline", "--each"}, in(folder));
  CHECK_THAT(each.out, contains("baseline/00000a  unreadable"));
}

TEST_CASE("compare without a readable run ends with status 2", "[cli]") {
  const TemporaryFolder folder;
  write_file(folder / "experiments/baseline/20250101T000000Z-00000a/run.json", "{");
  const auto result = run_program({"compare", "experiments/baseline"}, in(folder));
  CHECK(result.status == 2);
  CHECK(result.out == "");
  CHECK_THAT(result.err, contains("the file is damaged: "));
}

TEST_CASE("compare does not count a run with an empty config", "[cli]") {
  const TemporaryFolder folder;
  train("baseline", folder / "experiments");
  const std::string run = train("baseline", folder / "experiments");
  write_file(run + "/config.yaml", "");
  const auto result = run_program({"compare", "experiments/baseline"}, in(folder));
  CHECK(result.status == 0);
  CHECK_THAT(result.out, contains("1 run cannot be read and is not counted."));
  CHECK_THAT(result.err, contains("/config.yaml: the file is damaged: it has no keys.\n"));
}

TEST_CASE("compare warns of a sweep.json that cannot be read", "[cli]") {
  const TemporaryFolder folder;
  const std::string run = train("baseline", folder / "elsewhere");
  fs::create_directories(folder / "experiments/s");
  fs::rename(run, folder / "experiments/s/0123456789ab");
  const auto check = [&](const std::string& reason) {
    const auto result = run_program({"compare", "experiments/s", "--each"}, in(folder));
    CHECK(result.status == 0);
    CHECK_THAT(result.out, contains("  finished"));
    CHECK_THAT(result.err, contains("experiments/s/sweep.json: " + reason));
    CHECK_THAT(result.err, contains(" Trials of earlier plans are shown as well.\n"));
  };
  write_file(folder / "experiments/s/sweep.json", "{");
  check("not a valid sweep plan: parse error");
  fs::remove(folder / "experiments/s/sweep.json");
  fs::create_symlink("sweep.json", folder / "experiments/s/sweep.json");
  check("the file cannot be read: Too many levels of symbolic links.");
}

TEST_CASE("compare of a folder that does not exist ends with status 2 and the reason", "[cli]") {
  const auto result = run_program({"compare", "experiments/sigmod"}, in(two_experiments()));
  CHECK(result.status == 2);
  CHECK(result.out == "");
  CHECK(result.err ==
        "experiments/sigmod: the folder does not exist. Did you mean 'experiments/sigmoid'? Give a "
        "run folder, or a folder of runs such as experiments/baseline.\n");
}

TEST_CASE("compare without a folder ends with status 2 and says what is missing", "[cli]") {
  const auto result = run_program({"compare"});
  CHECK(result.status == 2);
  CHECK(result.err == "runner compare: RUN is required. Run 'runner compare --help' for usage.\n");
}

TEST_CASE("compare with an unknown option ends with status 2 and suggests the known one", "[cli]") {
  const auto result = run_program({"compare", "x", "--fromat", "csv"});
  CHECK(result.status == 2);
  CHECK(result.err ==
        "runner compare: unknown option '--fromat'. Did you mean '--format'? Run 'runner compare "
        "--help' for usage.\n");
}

TEST_CASE("compare with an unknown format ends with status 2 and names the known ones", "[cli]") {
  const auto result = run_program({"compare", "x", "--format", "jsn"});
  CHECK(result.status == 2);
  CHECK(result.err ==
        "runner compare: --format: 'jsn' is not one of table, csv, json, markdown and latex. Did "
        "you mean 'json'? "
        "Run 'runner compare --help' for usage.\n");
}

TEST_CASE("compare with an option that lacks its value ends with status 2", "[cli]") {
  const auto result = run_program({"compare", "x", "--format"});
  CHECK(result.status == 2);
  CHECK(result.err ==
        "runner compare: --format needs a value. Run 'runner compare --help' for usage.\n");
}

TEST_CASE("compare --help prints its usage on standard output", "[cli]") {
  const auto result = run_program({"compare", "--help"});
  CHECK(result.status == 0);
  CHECK(result.err == "");
  CHECK_THAT(result.out, contains("Usage: runner compare [OPTIONS] RUN..."));
}

}  // namespace runner::test::compare_test
