#include <nlohmann/json.hpp>

#include "cli/runs.hpp"
#include "cli/terminal/half_blocks.hpp"
#include "support/catch.hpp"

namespace runner::test::show_test {

namespace fs = std::filesystem;
using runner::draw_half_blocks;
using runner::DrawingStyle;
using runner::test::contains;
using runner::test::read_file;
using runner::test::run_program;
using runner::test::TemporaryFolder;
using runner::test::train;
using runner::test::write_file;

namespace {

// One run for all tests that do not change it.
const std::string& run() {
  static const TemporaryFolder folder;
  static const std::string path = train("baseline", folder.path());
  return path;
}

// Replaces the predictions of a copy of the run.
void set_predictions(const std::string& copy, const std::string& rows, int count) {
  write_file(fs::path(copy) / "predictions.csv", "index,label,predicted,confidence\n" + rows);
  auto manifest = nlohmann::json::parse(read_file(fs::path(copy) / "run.json"));
  manifest["data"]["test_examples"] = count;
  write_file(fs::path(copy) / "run.json", manifest.dump());
}

struct Line {
  std::string index;
  std::string label;
  std::string predicted;
};

std::vector<Line> predictions(const std::string& folder) {
  std::istringstream stream(read_file(fs::path(folder) / "predictions.csv"));
  std::vector<Line> result;
  std::string line;
  std::getline(stream, line);
  while (std::getline(stream, line)) {
    std::istringstream fields(line);
    Line one;
    std::getline(fields, one.index, ',');
    std::getline(fields, one.label, ',');
    std::getline(fields, one.predicted, ',');
    result.push_back(one);
  }
  return result;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; at += part.size()) {
    ++found;
  }
  return found;
}

}  // namespace

TEST_CASE("show draws the first four test images without escape sequences into a pipe", "[cli]") {
  const auto result = run_program({"show", run()});
  CHECK(result.err == "");
  CHECK(result.status == 0);
  CHECK(count(result.out, "index ") == 4);
  CHECK(result.out.find('\x1b') == std::string::npos);
  CHECK_THAT(result.out, contains("█"));
  // A caption and half of 28 rows each.
  CHECK(count(result.out, "\n") == 4 * (1 + 14));
  const Line first = predictions(run()).front();
  CHECK(result.out.substr(0, result.out.find(" with")) ==
        "index " + first.index + ": predicted " + first.predicted);
}

TEST_CASE("show draws the example of an index with its prediction and label", "[cli]") {
  const Line line = predictions(run())[7];
  const auto result = run_program({"show", run(), line.index});
  CHECK(result.status == 0);
  CHECK(count(result.out, "index ") == 1);
  CHECK_THAT(result.out, contains("index " + line.index + ": predicted " + line.predicted));
  CHECK_THAT(result.out, contains(", label " + line.label));
}

TEST_CASE("show --count draws as many as it says", "[cli]") {
  const auto result = run_program({"show", run(), "--count", "2"});
  CHECK(result.status == 0);
  CHECK(count(result.out, "index ") == 2);
}

TEST_CASE("show --misclassified draws only examples that were classified wrong", "[cli]") {
  const auto result = run_program({"show", run(), "--misclassified", "--count", "3"});
  CHECK(result.status == 0);
  CHECK(count(result.out, "index ") == 3);
  CHECK(count(result.out, " (wrong)\n") == 3);
}

TEST_CASE("show --misclassified of a run without mistakes says so", "[cli]") {
  const TemporaryFolder folder;
  const std::string copy = folder / "run";
  fs::copy(run(), copy);
  set_predictions(copy, "3,1,1,0.5\n", 1);
  const auto result = run_program({"show", copy, "--misclassified"});
  CHECK(result.status == 0);
  CHECK(result.out == "None of the 1 test examples was misclassified.\n");
}

TEST_CASE("show of an index that is not a test example ends with status 2 and names the range",
          "[cli]") {
  const TemporaryFolder folder;
  const std::string copy = folder / "run";
  fs::copy(run(), copy);
  set_predictions(copy, "30,1,1,0.5\n4,1,1,0.5\n", 2);
  const auto result = run_program({"show", copy, "5"});
  CHECK(result.status == 2);
  CHECK(result.out == "");
  CHECK(result.err ==
        "INDEX 5 is not a test example of this run. Its 2 test examples, listed in "
        "predictions.csv, have indices from 4 to 30.\n");
}

TEST_CASE("show of an index that is no number ends with status 2", "[cli]") {
  for (const std::string index : {"x", "1.5", "0x1", "-1e3"}) {
    const auto result = run_program({"show", run(), index});
    CHECK(result.status == 2);
    CHECK(result.err == "INDEX must be a whole number of at least 0, but it is '" + index + "'.\n");
  }
}

TEST_CASE("show refuses a count of zero and a count beside indices", "[cli]") {
  CHECK(run_program({"show", run(), "--count", "0"}).err ==
        "--count must be a whole number of at least 1, but it is '0'.\n");
  const auto result = run_program({"show", run(), "1", "--count", "2"});
  CHECK(result.status == 2);
  CHECK(result.err ==
        "runner show: INDEX and --count cannot be given together. Run 'runner show --help' for "
        "usage.\n");
}

TEST_CASE("show of data that has changed since the run ends with status 2 and both hashes",
          "[cli]") {
  const TemporaryFolder folder;
  const std::string copy = folder / "run";
  fs::copy(run(), copy);
  auto manifest = nlohmann::ordered_json::parse(read_file(fs::path(copy) / "run.json"));
  const auto now = manifest["data"]["sha256"].get<std::string>();
  manifest["data"]["sha256"] = "0123";
  write_file(fs::path(copy) / "run.json", manifest.dump());
  const auto result = run_program({"show", copy});
  CHECK(result.status == 2);
  CHECK(result.err == copy + ": the data has changed since this run: its SHA-256 is now " + now +
                          ", and run.json says 0123. Restore the data to see the run's images.\n");
}

TEST_CASE("show of a run without predictions ends with status 2", "[cli]") {
  const TemporaryFolder folder;
  const std::string copy = folder / "run";
  fs::copy(run(), copy);
  fs::remove(fs::path(copy) / "predictions.csv");
  const auto result = run_program({"show", copy});
  CHECK(result.status == 2);
  CHECK(result.err == copy +
                          "/predictions.csv: the file does not exist; a run that did not "
                          "finish has no predictions.\n");
}

TEST_CASE("show of damaged predictions ends with status 2 and names the line", "[cli]") {
  const TemporaryFolder folder;
  const std::string copy = folder / "run";
  fs::copy(run(), copy);
  write_file(fs::path(copy) / "predictions.csv",
             "index,label,predicted,confidence\n1,2,three,0.5\n");
  CHECK(run_program({"show", copy}).err ==
        copy + "/predictions.csv:2: 'three' is not a number that predicted can be.\n");
  write_file(fs::path(copy) / "predictions.csv", "index,label,confidence\n");
  CHECK(run_program({"show", copy}).err ==
        copy + "/predictions.csv:1: there is no column 'predicted'.\n");
}

TEST_CASE("show of predictions that do not fit run.json or the data ends with status 2", "[cli]") {
  const TemporaryFolder folder;
  const std::string copy = folder / "run";
  fs::copy(run(), copy);
  write_file(fs::path(copy) / "predictions.csv", "index,label,predicted,confidence\n");
  const auto empty = run_program({"show", copy});
  CHECK(empty.status == 2);
  CHECK(empty.err == copy +
                         "/predictions.csv: the file is damaged: it has 0 test examples, but "
                         "run.json says 1000.\n");
  set_predictions(copy, "5000,1,1,0.5\n", 1);
  const auto beyond = run_program({"show", copy});
  CHECK(beyond.status == 2);
  CHECK(beyond.err == copy +
                          ": predictions.csv refers to example 5000, but the indices of the data "
                          "end at 4999.\n");
  set_predictions(copy, "", 0);
  CHECK(run_program({"show", copy}).err == copy + ": the run has no test examples to show.\n");
}

TEST_CASE("show of a run whose config names another dataset than run.json ends with status 2",
          "[cli]") {
  const TemporaryFolder folder;
  const std::string copy = folder / "run";
  fs::copy(run(), copy);
  auto manifest = nlohmann::json::parse(read_file(fs::path(copy) / "run.json"));
  for (auto& plugin : manifest["plugins"]) {
    if (plugin["kind"] == "dataset") plugin["name"] = "csv";
  }
  write_file(fs::path(copy) / "run.json", manifest.dump());
  const auto result = run_program({"show", copy});
  CHECK(result.status == 2);
  CHECK(result.err == copy +
                          "/config.yaml: the dataset is digits, but the run used csv according to "
                          "run.json: one of the two files was changed after the run. Restore "
                          "it.\n");
}

TEST_CASE("Two rows of pixels share a line of plain text", "[cli]") {
  const runner::formats::Image image{3, 4, 1, {0, 255, 0, 255, 0, 0, 200, 255, 127, 128, 0, 0}};
  CHECK(draw_half_blocks(image, DrawingStyle::plain) == " ▀▄█\n ▀\n");
}

TEST_CASE("Colours are written where they change, in 24 bits or from the palette", "[cli]") {
  const runner::formats::Image grey{2, 2, 1, {0, 0, 255, 255}};
  CHECK(draw_half_blocks(grey, DrawingStyle::colours24) ==
        "\x1b[38;2;0;0;0;48;2;255;255;255m▀▀\x1b[0m\n");
  CHECK(draw_half_blocks(grey, DrawingStyle::colours256) == "\x1b[38;5;16;48;5;231m▀▀\x1b[0m\n");
  const runner::formats::Image colour{2, 1, 3, {255, 0, 0, 8, 8, 8}};
  CHECK(draw_half_blocks(colour, DrawingStyle::colours24) ==
        "\x1b[38;2;255;0;0;48;2;8;8;8m▀\x1b[0m\n");
  CHECK(draw_half_blocks(colour, DrawingStyle::colours256) == "\x1b[38;5;196;48;5;232m▀\x1b[0m\n");
}

}  // namespace runner::test::show_test
