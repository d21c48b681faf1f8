// What `runner predict` prints, in its formats.
#include <nlohmann/json.hpp>

#include "cli/predict_runs.hpp"
#include "support/data_files.hpp"
#include "support/png_bytes.hpp"

namespace runner::test::predict_output_test {

using namespace predict_runs;

TEST_CASE("predict --format csv and json have the same examples in full precision", "[cli]") {
  const auto csv = run_program({"predict", run(), digits, "--format", "csv", "--probabilities"});
  const auto json = run_program({"predict", run(), digits, "--format", "json", "--probabilities"});
  REQUIRE(csv.status == 0);
  const auto rows = split(csv.out, ',');
  const auto objects = nlohmann::json::parse(json.out);
  REQUIRE(objects.size() == 5000);
  REQUIRE(rows.size() == 5001);
  CHECK(rows[0] == std::vector<std::string>{"example", "predicted", "predicted_name", "confidence",
                                            "probability 0", "probability 1", "probability 2",
                                            "probability 3", "probability 4", "probability 5",
                                            "probability 6", "probability 7", "probability 8",
                                            "probability 9"});
  for (std::size_t i = 0; i < objects.size(); i += 499) {
    const auto& row = rows[i + 1];
    const auto& object = objects[i];
    CHECK(object.at("example") == row[0]);
    CHECK(object.at("predicted") == std::stoul(row[1]));
    CHECK(object.at("predicted_name") == row[2]);
    CHECK(object.at("confidence") == std::stod(row[3]));
    double sum = 0;
    double largest = 0;
    for (std::size_t c = 0; c < 10; ++c) {
      const double probability = object.at("probabilities")[c].at("probability");
      CHECK(probability == std::stod(row[4 + c]));
      sum += probability;
      largest = std::max(largest, probability);
    }
    CHECK(sum == Approx(1).epsilon(1e-12));
    CHECK(largest == object.at("confidence"));
  }
}

TEST_CASE("predict reads files with another's dataset plugin and checks what it returns", "[cli]") {
  const TemporaryFolder folder;
  const std::string run =
      train("baseline", folder.path(),
            {"dataset=faulty_dataset", "split_size=1", "--plugin-path", RUNNER_FAULTY_PLUGINS});
  write_file(folder / "x", "x");
  const std::string file = (folder / "x").string();
  const auto predict = [&](const std::string& fault) {
    ProcessOptions options;
    options.environment["FAULT"] = fault;
    return run_program({"predict", run, file, "--plugin-path", RUNNER_FAULTY_PLUGINS}, options);
  };
  CHECK(split(predict("").out, '\t').size() == 4);
  const std::string unusable = file +
                               ": the dataset plugin faulty_dataset read examples that "
                               "cannot be used: ";
  CHECK(predict("inputs").err ==
        unusable + "an example of it has 3 values, but its shape is 1 x 2 x 1.\n");
  CHECK(predict("unknown label").err ==
        unusable + "it has a label that is not a class of the run.\n");
  CHECK(predict("refuses").err == file + ": this is not a truth table.\n");
  CHECK(predict("refuses").status == 2);
  CHECK_THAT(predict("throws").err, contains("failed in read_examples(): out of truth.\n"));
}

TEST_CASE("predict --top lists the most probable classes first", "[cli]") {
  const auto result = run_program({"predict", run(), digits, "--top", "3"});
  REQUIRE(result.status == 0);
  for (const auto& row : split(result.out, '\t')) {
    REQUIRE(row.size() == 9);
    CHECK((row[3] == row[1] && row[4] == row[2]));
    CHECK((std::stod(row[4]) >= std::stod(row[6]) && std::stod(row[6]) >= std::stod(row[8])));
  }
}

TEST_CASE("predict --format kaggle numbers the examples of all files from 1", "[cli]") {
  const TemporaryFolder folder;
  write_file(folder / "a.png", png_bytes(28, 28, PNG_FORMAT_GRAY, disc(28)));
  const auto result =
      run_program({"predict", run(), folder / "a.png", digits, "--format", "kaggle"});
  const auto rows = split(result.out, ',');
  REQUIRE(rows.size() == 5002);
  CHECK(rows[0] == std::vector<std::string>{"ImageId", "Label"});
  CHECK(rows[1][0] == "1");
  CHECK(rows[5001][0] == "5001");
}

TEST_CASE("predict --show draws what the network sees before each line", "[cli]") {
  const TemporaryFolder folder;
  write_file(folder / "a.png", png_bytes(28, 28, PNG_FORMAT_GRAY, disc(28)));
  const auto result = run_program({"predict", run(), folder / "a.png", "--show"});
  CHECK(std::count(result.out.begin(), result.out.end(), '\n') == 15);
  CHECK_THAT(result.out, contains("█████"));
  CHECK_THAT(result.out, contains("\n" + (folder / "a.png").string() + "\t"));
}

TEST_CASE("predict refuses options that its format has no place for", "[cli]") {
  const auto error_of = [](const std::vector<std::string>& options) {
    std::vector<std::string> arguments = {"predict", run(), digits};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const auto result = run_program(arguments);
    CHECK(result.status == 2);
    CHECK(result.out == "");
    return result.err;
  };
  CHECK(error_of({"--show", "--format", "csv"}) == "--show draws only with --format table.\n");
  CHECK(error_of({"--top", "2", "--format", "kaggle"}) ==
        "--format kaggle has no place for probabilities; use --format csv.\n");
}

}  // namespace runner::test::predict_output_test
