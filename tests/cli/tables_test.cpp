// From a table to predictions, as people do with Kaggle's files.
#include <runner/dataset.hpp>

#include "cli/runs.hpp"
#include "support/catch.hpp"
#include "support/plugin_fixture.hpp"
#include "support/run_files.hpp"

namespace runner::test::tables_test {
namespace {

namespace fs = std::filesystem;

const std::string configs = std::string(RUNNER_SOURCE_DIR) + "/configs/";
const std::string digits_images =
    std::string(RUNNER_SOURCE_DIR) + "/plugins/datasets/digits/images.idx3-ubyte.gz";

// The digits as Kaggle would write them: a header, `label` if wanted, and 784 pixels.
std::string digits_table(bool with_labels) {
  const LoadedData data = load_plugin<Dataset>("digits")->load();
  const auto& pixels = std::get<arma::Mat<std::uint8_t>>(data.pool.values);
  std::string text = with_labels ? "label," : "";
  for (int i = 0; i < 784; ++i) text += (i == 0 ? "pixel" : ",pixel") + std::to_string(i);
  text += '\n';
  for (arma::uword column = 0; column < pixels.n_cols; ++column) {
    if (with_labels) text += std::to_string(data.pool.labels[column]) + ",";
    for (arma::uword row = 0; row < 784; ++row) {
      text += (row == 0 ? "" : ",") + std::to_string(pixels(row, column));
    }
    text += '\n';
  }
  return text;
}

std::string last_line(std::string text) {
  while (text.ends_with('\n')) text.pop_back();
  return text.substr(text.rfind('\n') + 1);
}

// A run of 30 iterations on a small table: x below 5 is class "no", else "yes".
const std::string& small_run() {
  static const TemporaryFolder folder;
  static const std::string run = [] {
    std::string table = "Id;x;y;answer\n";
    for (int i = 0; i < 40; ++i) {
      table += std::to_string(100 + 7 * i % 40) + ";" + std::to_string(i % 10) + ",5;1;" +
               (i % 10 < 5 ? "no" : "yes") + "\n";
    }
    write_file(folder / "train.csv", table);
    write_file(folder / "small.yaml",
               "dataset:\n  plugin: csv\n  file: " + (folder / "train.csv").string() +
                   "\n  values: numbers\n  label: answer\n  labels: names\n  ignore: [Id]\n"
                   "split_size: 10\niterations: 300\noptimizer: {plugin: adam, alpha: 0.05}\n");
    const auto result = run_program({folder / "small.yaml", "--output", folder / "out"});
    REQUIRE(result.status == 0);
    return last_line(result.out);
  }();
  return run;
}

}  // namespace

TEST_CASE("the report's experiment from Kaggle's files is two commands", "[tables]") {
  const TemporaryFolder folder;
  write_file(folder / "train.csv", digits_table(true));
  write_file(folder / "test.csv", digits_table(false));
  const auto trained =
      run_program({configs + "kaggle.yaml", "dataset.file=" + (folder / "train.csv").string(),
                   "iterations=5", "--output", folder / "kaggle"});
  REQUIRE(trained.status == 0);
  const std::string run = last_line(trained.out);
  CHECK(read_file(fs::path(run) / "weights.npz") ==
        read_file(fs::path(train("baseline", folder / "digits")) / "weights.npz"));

  const auto submission = run_program({"predict", run, folder / "test.csv", "--format", "kaggle"});
  CHECK(submission.status == 0);
  CHECK(submission.err == "");
  CHECK(submission.out == run_program({"predict", run, digits_images, "--format", "kaggle"}).out);
}

TEST_CASE("what was decided about a table is printed, and kept in run.json", "[tables]") {
  const std::string decision =
      "train.csv: semicolons, decimal commas, a header, label in column 4 ('answer'), ignored: "
      "column 1 ('Id'), 2 values an example";
  CHECK_THAT(read_file(fs::path(small_run()) / "log.txt"),
             contains("\n" + decision + "\nclasses: no 20, yes 20\n"));
  const auto data = read_json(fs::path(small_run()) / "run.json").at("data");
  CHECK(data.at("decisions") == nlohmann::json::array({decision}));
  CHECK(data.at("classes") == nlohmann::json::array({"no", "yes"}));
  CHECK(data.at("class_examples") == nlohmann::json::array({20, 20}));
  CHECK(data.at("inputs") == nlohmann::json::array({"x", "y"}));
  CHECK(data.at("first_label") == 0);
}

TEST_CASE("the live line and predictions.csv call classes by their names", "[tables]") {
  CHECK_THAT(read_file(fs::path(small_run()) / "log.txt"), contains("labels yes yes no .. "));
  const std::string predictions = read_file(fs::path(small_run()) / "predictions.csv");
  CHECK_THAT(predictions, contains(",yes,yes\n") && contains(",no,no\n"));
}

TEST_CASE("predict reads a table with its columns in another order and prints the accuracy",
          "[tables]") {
  const TemporaryFolder folder;
  write_file(folder / "new.csv", "y;answer;x\n1;no;0,5\n1;yes;9,5\n1;no;9,5\n");
  const auto result = run_program({"predict", small_run(), folder / "new.csv"});
  CHECK(result.status == 0);
  CHECK(result.err == "accuracy 0.6667 (2 of 3)\n");
  const std::string file = (folder / "new.csv").string();
  CHECK_THAT(result.out, contains(file + "[0]\tno\t") && contains(file + "[1]\tyes\t") &&
                             contains(file + "[2]\tyes\t"));
}

TEST_CASE("predict reads a table without labels from standard input", "[tables]") {
  const auto result =
      run_process({"bash", "-c",
                   "printf 'x;y\\n0,5;1\\n9,5;1\\n' | '" + std::string(RUNNER_BINARY) +
                       "' predict '" + small_run() + "' - --format csv"});
  CHECK(result.status == 0);
  CHECK(result.err == "");
  CHECK_THAT(result.out, contains("example,predicted,predicted_name,confidence\n-[0],0,no,") &&
                             contains("\n-[1],1,yes,"));
}

TEST_CASE("predict names the columns that a table lacks", "[tables]") {
  const TemporaryFolder folder;
  write_file(folder / "new.csv", "x;z\n0,5;1\n1,5;2\n");
  const auto result = run_program({"predict", small_run(), folder / "new.csv"});
  CHECK(result.status == 2);
  CHECK(result.out == "");
  CHECK(result.err == (folder / "new.csv").string() +
                          ":1:1: this table has no column 'y', which the training table has; its "
                          "columns are 'x', 'z'.\n");
}

}  // namespace runner::test::tables_test
