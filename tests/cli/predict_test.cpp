// `runner predict` with pictures and files of images.
#include <nlohmann/json.hpp>

#include "cli/predict_runs.hpp"
#include "support/data_files.hpp"
#include "support/jpeg_bytes.hpp"
#include "support/png_bytes.hpp"

namespace runner::test::predict_test {

using namespace predict_runs;

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

}  // namespace runner::test::predict_test
