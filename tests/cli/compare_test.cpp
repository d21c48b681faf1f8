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

TEST_CASE("compare shows two experiments side by side with what differs and the best", "[cli]") {
  const auto result = run_program({"compare", "experiments/baseline", "experiments/sigmoid"},
                                  in(two_experiments()));
  CHECK(result.err == "");
  CHECK(result.status == 0);
  const auto shown = lines(result.out);
  REQUIRE(shown.size() == 4);
  CHECK_THAT(shown[0], contains("run       status    network.activation  "));
  CHECK_THAT(shown[0], contains("  iteration  train_loss"));
  CHECK_THAT(shown[0], contains("  test_accuracy"));
  CHECK(shown[0].find("validation_loss") == std::string::npos);
  CHECK(shown[1].substr(0, 26) == "baseline  finished  relu  ");
  CHECK(shown[2].substr(0, 29) == "sigmoid   finished  sigmoid  ");
  CHECK_THAT(shown[1] + shown[2], contains("*"));
  CHECK(shown[3] == "* best of the finished runs");
}

TEST_CASE("compare writes CSV and JSON of the same runs", "[cli]") {
  const auto csv =
      run_program({"compare", "experiments", "--format", "csv"}, in(two_experiments()));
  CHECK(csv.status == 0);
  CHECK(csv.out.substr(0, 30) == "run,status,network.activation,");
  CHECK_THAT(csv.out, contains("\r\nbaseline,finished,relu,"));
  CHECK(csv.out.find('*') == std::string::npos);

  const auto json = run_program({"compare", "experiments", "--format=json"}, in(two_experiments()));
  CHECK(json.status == 0);
  const auto runs = nlohmann::json::parse(json.out);
  REQUIRE(runs.size() == 2);
  CHECK(runs[1]["config"]["network.activation"] == "sigmoid");
  CHECK(runs[1]["metrics"]["iteration"] == 5);
}

TEST_CASE("compare shows a damaged run as unreadable and says why", "[cli]") {
  const TemporaryFolder folder;
  train("baseline", folder / "experiments");
  write_file(folder / "experiments/baseline/20250101T000000Z-00000a/run.json", "{");
  const auto result = run_program({"compare", "experiments/baseline"}, in(folder));
  CHECK(result.status == 0);
  CHECK_THAT(result.out, contains("baseline/00000a  unreadable"));
  CHECK_THAT(result.err,
             contains("warning: experiments/baseline/20250101T000000Z-00000a/run.json: the "
                      "file is damaged: "));
}

TEST_CASE("compare without a readable run ends with status 2", "[cli]") {
  const TemporaryFolder folder;
  write_file(folder / "experiments/baseline/20250101T000000Z-00000a/run.json", "{");
  const auto result = run_program({"compare", "experiments/baseline"}, in(folder));
  CHECK(result.status == 2);
  CHECK_THAT(result.out, contains("  unreadable"));
}

TEST_CASE("compare shows a run with an empty config as unreadable", "[cli]") {
  const TemporaryFolder folder;
  train("baseline", folder / "experiments");
  const std::string run = train("baseline", folder / "experiments");
  write_file(run + "/config.yaml", "");
  const auto result = run_program({"compare", "experiments/baseline"}, in(folder));
  CHECK(result.status == 0);
  CHECK_THAT(result.out, contains("  unreadable"));
  CHECK_THAT(result.err, contains("/config.yaml: the file is damaged: it has no keys.\n"));
}

TEST_CASE("compare warns of a sweep.json that cannot be read", "[cli]") {
  const TemporaryFolder folder;
  const std::string run = train("baseline", folder / "elsewhere");
  fs::create_directories(folder / "experiments/s");
  fs::rename(run, folder / "experiments/s/0123456789ab");
  const auto check = [&](const std::string& reason) {
    const auto result = run_program({"compare", "experiments/s"}, in(folder));
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
        "runner compare: --format: 'jsn' is not one of table, csv and json. Did you mean 'json'? "
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
