#include "runs/predictions.hpp"

#include "base/error.hpp"
#include "support/catch.hpp"
#include "support/data_files.hpp"
#include "support/temporary_folder.hpp"

namespace runner::predictions_test {
namespace {

const std::vector<std::string> names = {"cat", "a \"big\", dog\nwith a line", "3"};
const ClassLabels classes{5, names};

std::string error_of(const std::string& text) {
  const test::TemporaryFolder folder;
  test::write_file(folder.path() / "predictions.csv", text);
  try {
    read_predictions(folder.path(), classes);
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::damaged);
    return std::string(error.what()).substr(folder.path().string().size());
  }
  return {};
}

}  // namespace

TEST_CASE("predictions.csv has the source's labels and the names of the classes", "[runs]") {
  const test::TemporaryFolder folder;
  const std::vector<PredictionLine> lines = {{7, 0, 2, 0.5}, {8, 1, 1, 0.25}};
  write_predictions(folder.path(), classes, lines);
  CHECK(test::read_file(folder.path() / "predictions.csv") ==
        "index,label,predicted,confidence,label_name,predicted_name\n"
        "7,5,7,0.5,cat,3\n"
        "8,6,6,0.25,\"a \"\"big\"\", dog\nwith a line\",\"a \"\"big\"\", dog\nwith a line\"\n");
  const auto read = read_predictions(folder.path(), classes);
  REQUIRE(read.size() == 2);
  CHECK((read[1].index == 8 && read[1].label == 1 && read[1].predicted == 1));
  CHECK((read[0].label == 0 && read[0].predicted == 2 && read[0].confidence == 0.5));
}

TEST_CASE("A label that is not a class of the run is an error", "[runs]") {
  const std::string header = "index,label,predicted,confidence\n";
  CHECK(error_of(header + "1,5,7,0.5\n").empty());
  CHECK(error_of(header + "1,4,5,0.5\n") ==
        "/predictions.csv:2: label is 4, which is not a class of this run.");
  CHECK(error_of(header + "1,5,8,0.5\n") ==
        "/predictions.csv:2: predicted is 8, which is not a class of this run.");
}

TEST_CASE("A confidence that is not a probability is an error", "[runs]") {
  const std::string header = "index,label,predicted,confidence\n";
  CHECK(error_of(header + "1,5,7,1\n").empty());
  CHECK(error_of(header + "1,5,7,nan\n") ==
        "/predictions.csv:2: confidence is nan, which is not a probability.");
  for (const char* confidence : {"-0.5", "1.5", "inf", "1e300"}) {
    CHECK_THAT(error_of(header + "1,5,7," + confidence + "\n"),
               test::contains("not a probability"));
  }
}

}  // namespace runner::predictions_test
