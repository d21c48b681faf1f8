// Which runs the arguments of `runner compare` stand for.
#include <nlohmann/json.hpp>

#include "cli/runs.hpp"
#include "support/catch.hpp"
#include "support/run_folders.hpp"

namespace runner::test::run_selection_test {
namespace {

namespace fs = std::filesystem;

ProcessResult compare(const fs::path& folder, std::vector<std::string> arguments) {
  ProcessOptions options;
  options.working_folder = folder;
  arguments.insert(arguments.begin(), "compare");
  return run_program(std::move(arguments), options);
}

// The names of the runs' folders in the output of --format json.
std::vector<std::string> compared(const fs::path& folder, std::vector<std::string> arguments) {
  arguments.insert(arguments.end(), {"--format", "json"});
  const auto result = compare(folder, std::move(arguments));
  INFO(result.err);
  REQUIRE(result.status == 0);
  const auto document = nlohmann::json::parse(result.out);
  std::vector<std::string> names;
  for (const auto& run : document.at("runs")) {
    names.push_back(run.at("folder").get<std::string>());
  }
  return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("an experiment's name stands for its runs", "[cli]") {
  const TemporaryFolder folder;
  write_run(folder / "experiments/baseline/r1", finished_run("baseline"));
  write_run(folder / "experiments/baseline/r2", finished_run("baseline"));
  write_run(folder / "experiments/sigmoid/r3", finished_run("sigmoid"), sigmoid_config);
  CHECK(compared(folder.path(), {"sigmoid", "baseline"}) ==
        Names{"experiments/sigmoid/r3", "experiments/baseline/r1", "experiments/baseline/r2"});
  CHECK(compared(folder.path(), {"experiments/baseline/r2", "baseline"}) ==
        Names{"experiments/baseline/r2", "experiments/baseline/r1"});
}

TEST_CASE("an existing path wins over an experiment's name", "[cli]") {
  const TemporaryFolder folder;
  write_run(folder / "experiments/baseline/r1", finished_run("baseline"));
  write_run(folder / "baseline/r2", finished_run("baseline"));
  CHECK(compared(folder.path(), {"baseline"}) == Names{"baseline/r2"});
  fs::remove_all(folder / "baseline");
  fs::create_symlink("nowhere", folder / "baseline");
  const auto dangling = compare(folder.path(), {"baseline"});
  CHECK(dangling.status == 2);
  CHECK_THAT(dangling.err, contains("baseline: "));
}

TEST_CASE("a name that fits nothing is one error with a suggestion", "[cli]") {
  const TemporaryFolder folder;
  write_run(folder / "experiments/sigmoid/r1", finished_run("sigmoid"));
  const auto result = compare(folder.path(), {"sigmod"});
  CHECK(result.status == 2);
  CHECK(result.out == "");
  CHECK(result.err ==
        "sigmod: neither this path nor an experiment experiments/sigmod exists. Did you mean "
        "'sigmoid'? Give a run folder, a folder of runs, or an experiment's name.\n");
  const auto without = compare(folder / "experiments/sigmoid", {"nothing"});
  CHECK(without.status == 2);
  CHECK(without.err ==
        "nothing: neither this path nor an experiment experiments/nothing exists. Give a run "
        "folder, a folder of runs, or an experiment's name.\n");
}

TEST_CASE("an experiment without runs is an error", "[cli]") {
  const TemporaryFolder folder;
  fs::create_directories(folder / "experiments/empty");
  for (const char* argument : {"empty", "experiments", "experiments/empty/"}) {
    CAPTURE(argument);
    const auto result = compare(folder.path(), {argument});
    CHECK(result.status == 2);
    CHECK_THAT(result.err, contains(": the folder holds no runs; "));
  }
}

TEST_CASE("folders with unusual names are compared and printed without control characters",
          "[cli]") {
  const TemporaryFolder folder;
  const Names names = {"two words",
                       "it's \"quoted\"",
                       "esc\x1b[31mred",
                       "new\nline",
                       "\xf0\x9d\x94\xb8",
                       "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d",
                       "a,b",
                       "\xff"};
  for (const auto& name : names) {
    auto manifest = finished_run("baseline");
    write_run(folder / "experiments" / name / "r1", manifest,
              "name: baseline\nseed: 42\ntext: \"" +
                  std::string("\\e[31m \xd7\xa9 \xf0\x9d\x94\xb8") + "\"\n");
    write_file(folder / "experiments" / name / "r2/run.json", "{");
  }
  const auto all = compare(folder.path(), {"experiments"});
  CHECK(all.status == 0);
  CHECK((all.out + all.err).find('\x1b') == std::string::npos);
  CHECK_THAT(all.err, contains("warning: experiments/new?line/r2/run.json: the file is damaged"));
  CHECK_THAT(all.err, contains("warning: experiments/\xf0\x9d\x94\xb8/r2/run.json: "));
  for (const auto& name : names) {
    CAPTURE(name);
    const auto result = compare(folder.path(), {"experiments/" + name});
    CHECK(result.status == 0);
    CHECK_THAT(result.out, contains("\nbaseline      1 "));
  }
  for (const auto& name : {names[0], names[1], names[4], names[5], names[6]}) {
    CAPTURE(name);
    CHECK(compare(folder.path(), {name}).status == 0);
  }
  const auto unknown = compare(folder.path(), {"x\x1b[31m"});
  CHECK(unknown.status == 2);
  CHECK_THAT(unknown.err, contains("x?[31m: the folder does not exist."));
}

TEST_CASE("a sweep's folder stands for its plan's trials, --all for all", "[cli]") {
  const TemporaryFolder folder;
  const fs::path sweep = folder / "experiments/s";
  const Names ids = {"000000000001", "000000000002", "00000000000a"};
  for (const auto& id : ids) write_run(sweep / id, finished_run("s"));
  write_run(sweep / "own", finished_run("s"));
  write_file(sweep / "sweep.json", R"({"format": 1, "name": "s", "objective": "train_loss",
    "eta": 0, "rungs": [], "trials": [
      {"id": "000000000001", "values": [], "config": "\n"},
      {"id": "000000000002", "values": [], "config": "\n"}]})");
  const Names planned = {"experiments/s/000000000001", "experiments/s/000000000002",
                         "experiments/s/own"};
  CHECK(compared(folder.path(), {"s"}) == planned);
  CHECK(compared(folder.path(), {"experiments"}) == planned);
  CHECK(compared(folder.path(), {"s", "--all"}).size() == 4);
  CHECK(compared(folder.path(), {"s", "experiments/s/00000000000a/"}).size() == 4);
  fs::create_directory_symlink(sweep, folder / "link");
  CHECK(compared(folder.path(), {"link"}).size() == 3);
  CHECK(compared(folder.path(), {"link", "experiments/s/00000000000a"}).size() == 4);
  const auto result = compare(folder.path(), {"s", "--format", "csv"});
  CHECK(result.err == "1 trial of an earlier plan is not shown; --all shows it.\n");
}

TEST_CASE("a run of a newer format among others is unreadable, with a warning", "[cli]") {
  const TemporaryFolder folder;
  write_run(folder / "experiments/baseline/r1", finished_run("baseline"));
  auto newer = finished_run("baseline");
  newer["format"] = 3;
  write_run(folder / "experiments/baseline/r2", newer);
  const auto result = compare(folder.path(), {"baseline", "--each"});
  CHECK(result.status == 0);
  CHECK_THAT(result.out, contains("unreadable"));
  CHECK(result.err ==
        "warning: experiments/baseline/r2/run.json: the file was written by a newer version: "
        "format 3; this program reads 1 and 2.\n");
}

}  // namespace runner::test::run_selection_test
