// `runner verify` on real runs.
#include <cmath>

#include "cli/runs.hpp"
#include "formats/npz.hpp"
#include "support/catch.hpp"
#include "support/run_files.hpp"

namespace runner::test::verify_test {

using runner::test::contains;
using runner::test::ProcessOptions;
using runner::test::run_program;
using runner::test::TemporaryFolder;
using runner::test::train;
using runner::test::write_file;

namespace {

namespace fs = std::filesystem;

// A run of 5 iterations with a row of metrics after each.
class FinishedRun {
 public:
  explicit FinishedRun(std::vector<std::string> overrides = {}) {
    overrides.emplace_back("report_every=1");
    path_ = train("baseline", folder_ / "experiments", overrides);
  }

  ProcessResult verify(std::vector<std::string> arguments = {}, ProcessOptions options = {}) const {
    arguments.insert(arguments.begin(), {"verify", path_});
    return run_program(arguments, std::move(options));
  }

  fs::path path() const { return path_; }
  const TemporaryFolder& folder() const { return folder_; }

 private:
  TemporaryFolder folder_;
  std::string path_;
};

// The files of a folder with their bytes.
std::map<std::string, std::string> contents(const fs::path& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    files[entry.path().filename().string()] = read_file(entry.path());
  }
  return files;
}

// Replaces `line` of metrics.csv, the header being 0, by what `change` makes of its cells.
template <typename Change>
void change_row(const fs::path& run, std::size_t line, const Change& change) {
  std::istringstream stream(read_file(run / "metrics.csv"));
  std::string text;
  for (std::string row; std::getline(stream, row); --line) {
    if (line == 0) {
      auto cells = split_line(row);
      change(cells);
      row.clear();
      for (const auto& cell : cells) row += (row.empty() ? "" : ",") + cell;
    }
    text += row + '\n';
  }
  write_file(run / "metrics.csv", text);
}

void change_status(const fs::path& run, const std::string& status) {
  auto json = nlohmann::ordered_json::parse(read_file(run / "run.json"));
  json["status"] = status;
  write_file(run / "run.json", json.dump(2));
}

}  // namespace

TEST_CASE("verify says that a run is bit-identical, and changes nothing in its folder",
          "[verify]") {
  for (const auto& overrides : std::vector<std::vector<std::string>>{
           {},
           {"precision=float"},
           {"batch_size=64", "optimizer=adam"},
           {"standardize=true"},
           {"validation_size=500", "early_stopping={metric: validation_loss, patience: 1}",
            "optimizer.alpha=50"}}) {
    const FinishedRun run(overrides);
    const auto before = contents(run.path());
    const auto result = run.verify({"--threads", "1"});
    CHECK(result.err == "");
    CHECK(result.status == 0);
    CHECK(result.out == run.path().string() + ": bit-identical\n");
    CHECK(contents(run.path()) == before);
  }
}

TEST_CASE("verify of weights that differ in their last bits is a warning", "[verify]") {
  const FinishedRun run;
  auto arrays = read_npz(run.path() / "weights.npz");
  double& weight = std::get<std::vector<double>>(arrays[0].values)[5];
  weight = std::nextafter(weight, 10);
  write_npz(run.path() / "weights.npz", arrays);
  const auto result = run.verify();
  CHECK(result.status == 0);
  CHECK(result.out == run.path().string() + ": equal to 1e-9\n");
  CHECK_THAT(result.err, contains("warning: The weights differ by up to ") &&
                             contains("of the largest one, in W1.\n") &&
                             contains("warning: Nothing that is recorded differs between then and "
                                      "now.\n"));
}

TEST_CASE("verify names the iteration from which on metrics differ", "[verify]") {
  const FinishedRun run;
  change_row(run.path(), 3, [](auto& cells) { cells[2] = "0.5"; });
  const auto result = run.verify();
  CHECK(result.status == 1);
  CHECK_THAT(result.out, contains(": different from iteration 2 on\n  The metrics differ at "
                                  "iteration 2, where train_loss is 0.5 and "));
  CHECK(run.verify({"--until", "1"}).out ==
        run.path().string() + ": bit-identical, metrics up to iteration 1 alone\n");
  CHECK(run.verify({"--until", "2"}).status == 1);
}

TEST_CASE("verify --until runs to the next row of metrics and compares up to there", "[verify]") {
  const TemporaryFolder folder;
  const auto path = train("baseline", folder / "experiments", {"report_every=2"});
  CHECK(run_program({"verify", path, "--until", "1"}).out ==
        path + ": bit-identical, metrics up to iteration 1 alone\n");
}

TEST_CASE("verify --until after the end names the last iteration that there is", "[verify]") {
  const TemporaryFolder folder;
  const auto path = train("baseline", folder / "experiments", {"report_every=6"});
  for (const std::string until : {"6", "100", "18446744073709551615"}) {
    const auto result = run_program({"verify", path, "--until", until});
    CHECK(result.status == 0);
    CHECK(result.out == path + ": bit-identical, metrics up to iteration 5 alone\n");
  }
}

TEST_CASE("verify names the first row of metrics that one of the runs lacks", "[verify]") {
  const FinishedRun run;
  std::string metrics = read_file(run.path() / "metrics.csv");
  metrics.resize(metrics.rfind("\n4,4,") + 1);
  write_file(run.path() / "metrics.csv", metrics);
  const auto result = run.verify();
  CHECK(result.status == 1);
  CHECK_THAT(result.out, contains(": different from iteration 4 on\n  2 rows of metrics exist in "
                                  "one of the two runs alone, the first at iteration 4.\n"));
}

TEST_CASE("verify says which results the run's folder has lost", "[verify]") {
  const FinishedRun run;
  fs::remove(run.path() / "weights.npz");
  const auto weights = run.verify();
  CHECK(weights.status == 1);
  CHECK_THAT(weights.out, contains(": different\n  The run's folder has no weights.npz.\n"));
  fs::remove(run.path() / "predictions.csv");
  CHECK_THAT(run.verify().out, contains("  The run's folder has no weights.npz.\n  The run's "
                                        "folder has no predictions.csv.\n"));
}

TEST_CASE("verify finds weights that are not finite", "[verify]") {
  const FinishedRun run;
  auto arrays = read_npz(run.path() / "weights.npz");
  std::get<std::vector<double>>(arrays[0].values)[5] = std::nan("");
  write_npz(run.path() / "weights.npz", arrays);
  const auto result = run.verify();
  CHECK(result.status == 1);
  CHECK_THAT(result.out,
             contains("  The weights differ by an amount that is not finite, in W1.\n"));
}

TEST_CASE("verify says that confidences alone differ", "[verify]") {
  const FinishedRun run;
  std::string text = read_file(run.path() / "predictions.csv");
  text.replace(text.rfind(",0."), 4, ",0.0");
  write_file(run.path() / "predictions.csv", text);
  const auto result = run.verify();
  CHECK(result.status == 0);
  CHECK(result.out == run.path().string() + ": equal to 1e-9\n");
  CHECK_THAT(result.err, contains("warning: The predicted classes are the same, their confidences "
                                  "are not.\n"));
}

TEST_CASE("verify ignores seconds and columns that it does not know", "[verify]") {
  const FinishedRun run;
  for (std::size_t line = 0; line < 7; ++line) {
    change_row(run.path(), line, [line](auto& cells) {
      if (line > 0) cells[8] = "9.5";
      cells.push_back(line == 0 ? "foreign" : "1");
    });
  }
  CHECK(run.verify().out == run.path().string() + ": bit-identical\n");
}

TEST_CASE("verify names what differs between then and now as the likely cause", "[verify]") {
  const FinishedRun run;
  auto json = nlohmann::ordered_json::parse(read_file(run.path() / "run.json"));
  json["plugins"][2]["sha256"] = std::string(64, 'a');
  json["environment"]["blas_core"] = "Katmai";
  json["environment"]["threads"] = 77;  // changes no bit
  write_file(run.path() / "run.json", json.dump(2));
  CHECK(run.verify().err == "");  // the results are the same to the last bit
  change_row(run.path(), 5, [](auto& cells) { cells[2] = "0.5"; });
  const auto result = run.verify();
  CHECK(result.status == 1);
  CHECK_THAT(result.out,
             contains("The likely cause is what differs between then and now: activation plugin "
                      "relu (0.1.0 aaaaaaaaaaaa then, ") &&
                 contains("BLAS core (Katmai then, ") && !contains("threads"));
}

TEST_CASE("verify compares a run that did not finish up to its last row", "[verify]") {
  for (const std::string status : {"interrupted", "failed"}) {
    const FinishedRun run;
    std::string metrics = read_file(run.path() / "metrics.csv");
    metrics.resize(metrics.rfind("5,5,") + 10);  // the last row is cut in the middle
    write_file(run.path() / "metrics.csv", metrics);
    change_status(run.path(), status);
    const auto result = run.verify();
    CHECK(result.status == 0);
    CHECK(result.out == run.path().string() + ": bit-identical, metrics up to iteration 4 alone\n");
  }
}

TEST_CASE("verify reproduces the row of metrics that an interruption left", "[verify]") {
  const TemporaryFolder folder;
  const auto path = train("baseline", folder / "experiments", {"report_every=2"});
  // A run of 50 iterations that was interrupted after 5 has the rows 0, 2, 4 and 5.
  std::string config = read_file(fs::path(path) / "config.yaml");
  config.replace(config.find("iterations: 5\n"), 14, "iterations: 50\n");
  write_file(fs::path(path) / "config.yaml", config);
  change_status(path, "interrupted");
  for (const auto& arguments :
       std::vector<std::vector<std::string>>{{}, {"--until", "5"}, {"--until", "40"}}) {
    std::vector<std::string> command{"verify", path};
    command.insert(command.end(), arguments.begin(), arguments.end());
    const auto result = run_program(command);
    CHECK(result.status == 0);
    CHECK(result.out == path + ": bit-identical, metrics up to iteration 5 alone\n");
  }
  change_row(path, 4, [](auto& cells) { cells[2] = "0.5"; });
  CHECK_THAT(run_program({"verify", path}).out, contains(": different from iteration 5 on, "));
  CHECK(run_program({"verify", path, "--until", "4"}).status == 0);
}

TEST_CASE("verify reads runs of format 1", "[verify]") {
  const FinishedRun run;
  auto json = nlohmann::ordered_json::parse(read_file(run.path() / "run.json"));
  json["format"] = 1;
  json.erase("stop_code");
  write_file(run.path() / "run.json", json.dump(2));
  CHECK(run.verify().out == run.path().string() + ": bit-identical\n");
  json["format"] = 3;
  write_file(run.path() / "run.json", json.dump(2));
  const auto newer = run.verify();
  CHECK(newer.status == 2);
  CHECK_THAT(newer.err, contains("the file was written by a newer version: format 3"));
}

TEST_CASE("verify of a diverged run finds that it diverges again", "[verify]") {
  const TemporaryFolder folder;
  const auto made =
      run_program({std::string(RUNNER_SOURCE_DIR) + "/configs/baseline.yaml", "iterations=50",
                   "optimizer.alpha=1e308", "--output", (folder / "experiments").string()});
  REQUIRE(made.status == 1);
  const std::string path = made.out.substr(0, made.out.size() - 1);
  const auto result = run_program({"verify", path});
  CHECK(result.status == 0);
  CHECK(result.out == path + ": bit-identical\n");
}

TEST_CASE("verify refuses a run without rows of metrics, and one that is running", "[verify]") {
  const FinishedRun run;
  fs::remove(run.path() / "metrics.csv");
  const auto empty = run.verify();
  CHECK(empty.status == 2);
  CHECK(empty.err ==
        run.path().string() + ": the run has no row of metrics, so there is nothing to verify.\n");

  auto json = nlohmann::ordered_json::parse(read_file(run.path() / "run.json"));
  json["status"] = "running";
  json["process"]["host"] = "elsewhere";
  write_file(run.path() / "run.json", json.dump(2));
  const auto running = run.verify();
  CHECK(running.status == 2);
  CHECK_THAT(running.err, contains("the run is still running; verify it when it has ended."));
}

TEST_CASE("verify reports data that has gone, and plugins that are missing", "[verify]") {
  const TemporaryFolder folder;
  write_file(folder / "t.csv", "label,a\n0,1\n1,2\n0,3\n1,4\n0,5\n1,6\n");
  write_file(folder / "t.yaml",
             "dataset: {plugin: csv, file: t.csv, split_size: 1}\niterations: 2\n");
  ProcessOptions options;
  options.working_folder = folder.path();
  write_file(folder / "t.yaml",
             "dataset: {plugin: csv, file: t.csv}\nsplit_size: 1\niterations: 2\n");
  const auto made = run_program({"t.yaml"}, options);
  REQUIRE(made.status == 0);
  const std::string path = made.out.substr(0, made.out.size() - 1);
  fs::remove(folder / "t.csv");
  const auto gone = run_program({"verify", path}, options);
  CHECK(gone.status == 2);
  CHECK_THAT(gone.err, contains("t.csv") && contains("If the data has moved, give its new place"));
}

TEST_CASE("verify --all verifies each run in a folder and sums up", "[verify]") {
  const FinishedRun run;
  const std::string experiments = (run.folder() / "experiments").string();
  const auto other = train("baseline", experiments, {"report_every=1"});
  const auto good = run_program({"verify", "--all", experiments});
  CHECK(good.status == 0);
  CHECK_THAT(good.out, contains("\n2 runs: 2 bit-identical\n"));
  write_file(fs::path(other) / "run.json", "{");
  change_row(run.path(), 5, [](auto& cells) { cells[2] = "0.5"; });
  const auto bad = run_program({"verify", "--all", experiments});
  CHECK(bad.status == 1);
  CHECK_THAT(bad.out, contains("\n2 runs: 1 different and 1 not verified\n"));
  CHECK_THAT(bad.err, contains("run.json: the file is damaged: "));
}

TEST_CASE("verify leaves no scratch folder, and says if there can be none", "[verify]") {
  const FinishedRun run;
  const TemporaryFolder scratch;
  ProcessOptions options;
  options.environment["TMPDIR"] = scratch.path().string();
  CHECK(run.verify({}, options).status == 0);
  CHECK(fs::is_empty(scratch.path()));
  options.environment["TMPDIR"] = (scratch / "missing").string();
  const auto result = run.verify({}, options);
  CHECK(result.status == 1);
  CHECK_THAT(result.err, contains("which TMPDIR names, cannot be used: "));
}

TEST_CASE("verify needs one run or --all", "[verify]") {
  const auto none = run_program({"verify"});
  CHECK(none.status == 2);
  CHECK(none.err ==
        "runner verify: give one RUN, or --all FOLDER for many. Run 'runner verify --help' for "
        "usage.\n");
  CHECK(run_program({"verify", "a", "--all", "b"}).status == 2);
  CHECK(run_program({"verify", "a", "--until", "0"}).status == 2);
}

}  // namespace runner::test::verify_test
