#include <nlohmann/json.hpp>

#include "cli/runs.hpp"
#include "formats/npz.hpp"
#include "support/catch.hpp"
#include "support/data_files.hpp"
#include "support/jpeg_bytes.hpp"
#include "support/png_bytes.hpp"

namespace runner::test::predict_test {

namespace fs = std::filesystem;
using runner::test::contains;
using runner::test::gzipped;
using runner::test::idx_images;
using runner::test::idx_labels;
using runner::test::jpeg_bytes;
using runner::test::png_bytes;
using runner::test::read_file;
using runner::test::run_program;
using runner::test::TemporaryFolder;
using runner::test::train;
using runner::test::write_file;

namespace {

const std::string digits =
    std::string(RUNNER_SOURCE_DIR) + "/plugins/datasets/digits/images.idx3-ubyte.gz";

const std::string& run(const std::string& precision = "double") {
  static const TemporaryFolder folder;
  static const std::string with_double = train("baseline", folder.path());
  static const std::string with_float = train("baseline", folder.path(), {"precision=float"});
  return precision == "float" ? with_float : with_double;
}

std::vector<std::vector<std::string>> split(const std::string& text, char separator) {
  std::vector<std::vector<std::string>> rows;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    rows.emplace_back();
    std::istringstream fields(line);
    for (std::string field; std::getline(fields, field, separator);) rows.back().push_back(field);
  }
  return rows;
}

// A bright disc, 28 x 28, as PNG values.
std::vector<std::uint8_t> disc(std::size_t size) {
  std::vector<std::uint8_t> values(size * size, 0);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double half = static_cast<double>(size) / 2;
    const double y = (static_cast<double>(i / size) + 0.5 - half) / half;
    const double x = (static_cast<double>(i % size) + 0.5 - half) / half;
    if (x * x + y * y < 0.5) values[i] = 255;
  }
  return values;
}

std::string as_text(const std::vector<std::uint8_t>& values) {
  return {values.begin(), values.end()};
}

std::vector<std::uint8_t> inverted(std::vector<std::uint8_t> values) {
  for (auto& value : values) value = static_cast<std::uint8_t>(255 - value);
  return values;
}

// What the command says of one file, without the file's name.
std::string verdict(const fs::path& file, const std::vector<std::string>& options = {}) {
  std::vector<std::string> arguments = {"predict", run(), file.string()};
  arguments.insert(arguments.end(), options.begin(), options.end());
  const auto result = run_program(arguments);
  CHECK(result.err == "");
  REQUIRE(result.status == 0);
  return result.out.substr(result.out.find('\t'));
}

}  // namespace

TEST_CASE("predict gives every image of the data the class that the run gave it", "[cli]") {
  for (const std::string precision : {"double", "float"}) {
    const auto result = run_program({"predict", run(precision), digits});
    CHECK(result.err == "");
    REQUIRE(result.status == 0);
    const auto shown = split(result.out, '\t');
    auto expected = split(read_file(fs::path(run(precision)) / "predictions.csv"), ',');
    expected.erase(expected.begin());
    REQUIRE(expected.size() > 100);
    for (const auto& line : expected) {
      const auto& row = shown.at(std::stoul(line[0]));
      CHECK(row[0] == digits + "[" + line[0] + "]");
      CHECK(row[1] == line[2]);
      CHECK(std::abs(std::stod(row[2]) - std::stod(line[3])) < 0.00006);
    }
  }
}

TEST_CASE("predict needs the run folder alone and names classes as the run does", "[cli]") {
  const TemporaryFolder folder;
  const std::string copy = folder / "moved";
  fs::copy(run(), copy);
  auto manifest = nlohmann::ordered_json::parse(read_file(fs::path(copy) / "run.json"));
  for (auto& name : manifest["data"]["classes"]) name = "digit " + name.get<std::string>();
  write_file(fs::path(copy) / "run.json", manifest.dump());
  for (const char* file : {"metrics.csv", "predictions.csv", "log.txt"}) {
    fs::remove(fs::path(copy) / file);
  }
  write_file(folder / "x.png", png_bytes(28, 28, PNG_FORMAT_GRAY, disc(28)));
  const auto result = run_program({"predict", copy, folder / "x.png"});
  CHECK(result.status == 0);
  CHECK_THAT(result.out, contains("x.png\tdigit "));
}

TEST_CASE("predict says the same of a picture as PNG, as IDX and gzipped", "[cli]") {
  const TemporaryFolder folder;
  write_file(folder / "a", png_bytes(28, 28, PNG_FORMAT_GRAY, disc(28)));
  write_file(folder / "b.png", idx_images(1, 28, 28, as_text(disc(28))));
  write_file(folder / "c", gzipped(idx_images(1, 28, 28, as_text(disc(28)))));
  CHECK(verdict(folder / "b.png") == verdict(folder / "a"));
  CHECK(verdict(folder / "c") == verdict(folder / "a"));
}

TEST_CASE("predict --invert makes dark ink on white paper light ink on black", "[cli]") {
  const TemporaryFolder folder;
  write_file(folder / "light.png", png_bytes(28, 28, PNG_FORMAT_GRAY, disc(28)));
  write_file(folder / "dark.png", png_bytes(28, 28, PNG_FORMAT_GRAY, inverted(disc(28))));
  write_file(folder / "dark.idx", idx_images(1, 28, 28, as_text(inverted(disc(28)))));
  const std::string expected = verdict(folder / "light.png");
  CHECK(verdict(folder / "dark.png", {"--invert"}) == expected);
  CHECK(verdict(folder / "dark.idx", {"--invert"}) == expected);
}

TEST_CASE("predict of a picture with a white border without --invert warns", "[cli]") {
  const TemporaryFolder folder;
  write_file(folder / "dark.png", png_bytes(28, 28, PNG_FORMAT_GRAY, inverted(disc(28))));
  const auto result = run_program({"predict", run(), folder / "dark.png"});
  CHECK(result.status == 0);
  CHECK(result.err == "warning: " + (folder / "dark.png").string() +
                          ": its border is white, but the network may know bright ink on black; "
                          "use --invert for dark ink on white paper.\n");
}

TEST_CASE("predict --centre moves ink from a corner to the centre", "[cli]") {
  const TemporaryFolder folder;
  const auto small = disc(20);
  std::vector<std::uint8_t> corner(60 * 80, 3);  // the paper is not quite black
  std::vector<std::uint8_t> centre(28 * 28, 0);
  for (std::size_t i = 0; i < small.size(); ++i) {
    if (small[i] == 0) continue;
    corner[(i / 20 + 37) * 80 + i % 20 + 2] = 255;
    centre[(i / 20 + 4) * 28 + i % 20 + 4] = 255;
  }
  write_file(folder / "corner.png", png_bytes(60, 80, PNG_FORMAT_GRAY, corner));
  write_file(folder / "centre.png", png_bytes(28, 28, PNG_FORMAT_GRAY, centre));
  const std::string expected = verdict(folder / "centre.png", {"--centre"});
  CHECK(verdict(folder / "corner.png", {"--centre"}) == expected);
  write_file(folder / "paper.png", png_bytes(60, 80, PNG_FORMAT_GRAY, inverted(corner)));
  CHECK(verdict(folder / "paper.png", {"--centre", "--invert"}) == expected);
}

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

TEST_CASE("predict scales a picture to the size of the run's images", "[cli]") {
  const TemporaryFolder folder;
  std::vector<std::uint8_t> large;
  const auto small = disc(28);
  for (std::size_t i = 0; i < 56 * 56; ++i) large.push_back(small[i / 112 * 28 + i % 56 / 2]);
  write_file(folder / "small.png", png_bytes(28, 28, PNG_FORMAT_GRAY, small));
  write_file(folder / "large.png", png_bytes(56, 56, PNG_FORMAT_GRAY, large));
  CHECK(verdict(folder / "large.png") == verdict(folder / "small.png"));
}

TEST_CASE("predict reads a JPEG picture as the PNG picture of the same pixels", "[cli]") {
  const TemporaryFolder folder;
  std::vector<std::uint8_t> values(28 * 28, 0);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i / 28 >= 8 && i / 28 < 24 && i % 28 >= 8 && i % 28 < 16) values[i] = 255;
  }
  write_file(folder / "x.png", png_bytes(28, 28, PNG_FORMAT_GRAY, values));
  write_file(folder / "x.jpg", jpeg_bytes(28, 28, values));
  write_file(folder / "y.jpg.gz", gzipped(jpeg_bytes(28, 28, values)));
  CHECK(verdict(folder / "x.jpg") == verdict(folder / "x.png"));
  CHECK(verdict(folder / "y.jpg.gz") == verdict(folder / "x.png"));
}

TEST_CASE("predict centres a narrow picture on the background, also on inverted paper", "[cli]") {
  const TemporaryFolder folder;
  // The middle 14 columns of an image whose other columns are black.
  std::vector<std::uint8_t> narrow(28 * 14);
  std::vector<std::uint8_t> whole(28 * 28, 0);
  for (std::size_t i = 0; i < narrow.size(); ++i) {
    narrow[i] = static_cast<std::uint8_t>(i * 37 % 256);
    whole[i / 14 * 28 + 7 + i % 14] = narrow[i];
  }
  write_file(folder / "narrow.png", png_bytes(28, 14, PNG_FORMAT_GRAY, narrow));
  write_file(folder / "paper.png", png_bytes(28, 14, PNG_FORMAT_GRAY, inverted(narrow)));
  write_file(folder / "whole.png", png_bytes(28, 28, PNG_FORMAT_GRAY, whole));
  CHECK(verdict(folder / "narrow.png") == verdict(folder / "whole.png"));
  CHECK(verdict(folder / "paper.png", {"--invert"}) == verdict(folder / "whole.png"));
}

TEST_CASE("predict of a file of another kind ends with status 2 and says what it takes", "[cli]") {
  const TemporaryFolder folder;
  write_file(folder / "x.png", "GIF89a, really");
  write_file(folder / "labels", idx_labels("\1\2"));
  write_file(folder / "empty", "");
  for (const char* name : {"x.png", "labels", "empty"}) {
    const auto result = run_program({"predict", run(), folder / name});
    CHECK(result.status == 2);
    CHECK(result.out == "");
    CHECK(result.err == (folder / name).string() +
                            ": this is neither a picture nor an IDX file of images (gzipped or "
                            "not), and the run's dataset plugin reads no other files.\n");
  }
}

TEST_CASE("predict prints nothing when one of several files is wrong", "[cli]") {
  const TemporaryFolder folder;
  write_file(folder / "good.png", png_bytes(28, 28, PNG_FORMAT_GRAY, disc(28)));
  const auto result = run_program({"predict", run(), folder / "good.png", folder / "none.png"});
  CHECK(result.status == 2);
  CHECK(result.out == "");
  CHECK_THAT(result.err, contains("none.png: "));
}

TEST_CASE("predict of IDX images of another size ends with status 2 and names both", "[cli]") {
  const TemporaryFolder folder;
  write_file(folder / "x.idx", idx_images(1, 2, 3, "abcdef"));
  const auto result = run_program({"predict", run(), folder / "x.idx"});
  CHECK(result.status == 2);
  CHECK(result.err == (folder / "x.idx").string() +
                          ": its images are 2 x 3, but the run's are 28 x 28; images of an IDX "
                          "file are not scaled.\n");
}

TEST_CASE("predict of a damaged picture ends with status 2 and names the file", "[cli]") {
  const TemporaryFolder folder;
  write_file(folder / "x.png", png_bytes(28, 28, PNG_FORMAT_GRAY, disc(28)).substr(0, 60));
  const auto result = run_program({"predict", run(), folder / "x.png"});
  CHECK(result.status == 2);
  CHECK_THAT(result.err, contains("x.png: the PNG file cannot be read: "));
}

TEST_CASE("predict with weights of another network ends with status 2 and both shapes", "[cli]") {
  const TemporaryFolder folder;
  const std::string copy = folder / "run";
  fs::copy(run(), copy);
  const std::string other = train("baseline", folder / "other", {"network.hidden_units=7"});
  fs::copy(fs::path(other) / "weights.npz", fs::path(copy) / "weights.npz",
           fs::copy_options::overwrite_existing);
  const auto result = run_program({"predict", copy, digits});
  CHECK(result.status == 2);
  CHECK(result.err == copy +
                          "/weights.npz: the array 'W1' is 7 x 784, but config.yaml and run.json "
                          "say 10 x 784.\n");
}

TEST_CASE("predict with weights or a scale that overflow ends with status 2", "[cli]") {
  const TemporaryFolder folder;
  const std::string copy = folder / "run";
  fs::copy(run(), copy);
  SECTION("weights") {
    auto arrays = read_npz(fs::path(copy) / "weights.npz");
    for (auto& array : arrays) {
      if (array.name != "W1") continue;
      for (auto& value : std::get<std::vector<double>>(array.values)) value *= 1e308;
    }
    write_npz(fs::path(copy) / "weights.npz", arrays);
  }
  SECTION("scale") {
    auto manifest = nlohmann::json::parse(read_file(fs::path(copy) / "run.json"));
    manifest["data"]["scale"] = 1e-308;
    write_file(fs::path(copy) / "run.json", manifest.dump());
  }
  const auto result = run_program({"predict", copy, digits});
  CHECK(result.status == 2);
  CHECK(result.out.empty());
  CHECK(result.err == copy +
                          "/weights.npz: the network's outputs are not finite with these weights "
                          "and the data.scale of run.json, so it cannot classify anything. Restore "
                          "both files, or train again.\n");
}

TEST_CASE("predict with another activation in config.yaml than in run.json ends with status 2",
          "[cli]") {
  const TemporaryFolder folder;
  const std::string copy = folder / "run";
  fs::copy(run(), copy);
  const fs::path config = fs::path(copy) / "config.yaml";
  std::string text = read_file(config);
  text.replace(text.find("plugin: relu"), 12, "plugin: tanh");
  write_file(config, text);
  const auto result = run_program({"predict", copy, digits});
  CHECK(result.status == 2);
  CHECK(result.err == config.string() +
                          ": the activation is tanh, but the run used relu according to run.json: "
                          "one of the two files was changed after the run. Restore it.\n");
}

TEST_CASE("predict without weights ends with status 2", "[cli]") {
  const TemporaryFolder folder;
  const std::string copy = folder / "run";
  fs::copy(run(), copy);
  fs::remove(fs::path(copy) / "weights.npz");
  const auto result = run_program({"predict", copy, digits});
  CHECK(result.status == 2);
  CHECK(result.err == copy + "/weights.npz: the file does not exist.\n");
}

TEST_CASE("predict with the file before the run says that it is not a run's folder", "[cli]") {
  const TemporaryFolder folder;
  write_file(folder / "x.png", png_bytes(28, 28, PNG_FORMAT_GRAY, disc(28)));
  const auto result = run_program({"predict", folder / "x.png", run()});
  CHECK(result.status == 2);
  CHECK(result.err == (folder / "x.png").string() +
                          ": this is a file, not the folder of a run, such as "
                          "experiments/baseline/20260102T030405Z-1a2b3c.\n");
}

TEST_CASE("predict without a file ends with status 2 and says what is missing", "[cli]") {
  const auto result = run_program({"predict", "x"});
  CHECK(result.status == 2);
  CHECK(result.err == "runner predict: FILE is required. Run 'runner predict --help' for usage.\n");
}

}  // namespace runner::test::predict_test
