#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "support/catch.hpp"
#include "support/data_files.hpp"
#include "support/jpeg_bytes.hpp"
#include "support/plugin_fixture.hpp"
#include "support/png_bytes.hpp"

namespace runner::test::image_folder_dataset_test {

namespace fs = std::filesystem;
using runner::Dataset;
using runner::LoadedData;
using runner::OptionError;
using runner::test::contains;
using runner::test::DataFolder;
using runner::test::load_plugin;
using runner::test::png_bytes;
using runner::test::TestOptions;

namespace {

using Bytes = std::vector<std::uint8_t>;
using Labels = std::vector<std::uint32_t>;
using Names = std::vector<std::string>;

// A grey image of 1 x 2 pixels.
std::string two_pixels(std::uint8_t left, std::uint8_t right) {
  return png_bytes(1, 2, PNG_FORMAT_GRAY, {left, right});
}

// Two classes, written in an order that is not the one in which they are to be read.
struct ImageFiles {
  DataFolder folder;

  ImageFiles() {
    folder.write("train/cat/b.png", two_pixels(3, 4));
    folder.write("train/cat/a.png", two_pixels(1, 2));
    folder.write("train/Zebra/10.png", two_pixels(5, 6));
    folder.write("train/Zebra/9.png", two_pixels(7, 8));
  }
  std::string path(const std::string& name = "") const {
    return folder.path(name.empty() ? "train" : "train/" + name);
  }
};

LoadedData load(const std::string& folder, TestOptions options = {}) {
  const auto dataset = load_plugin<Dataset>("image_folder", {{"folder", folder}});
  dataset->options(options);
  return dataset->load();
}

Bytes pixels(const runner::Examples& examples) {
  const auto& values = std::get<arma::Mat<std::uint8_t>>(examples.values);
  return {values.begin(), values.end()};
}

// The error's option and its message, with "DIR" in place of the data's folder.
std::string error_of(const ImageFiles& images, const TestOptions& options = {}) {
  try {
    load(images.path(), options);
  } catch (const OptionError& error) {
    std::string message = error.what();
    const std::string folder = images.folder.path("");
    for (std::size_t at; (at = message.find(folder)) != std::string::npos;) {
      message.replace(at, folder.size(), "DIR/");
    }
    return error.option() + "| " + message;
  }
  return "no error";
}

// Of a test folder beside the images.
std::string error_of_test_folder(const ImageFiles& images) {
  return error_of(images, {{"test_folder", images.folder.path("test")}});
}

}  // namespace

TEST_CASE("Images are read class by class, folders and files sorted by bytes", "[image_folder]") {
  const ImageFiles images;
  const LoadedData data = load(images.path());
  CHECK(data.class_names == Names{"Zebra", "cat"});
  CHECK(data.pool.labels == Labels{0, 0, 1, 1});
  CHECK(pixels(data.pool) == Bytes{5, 6, 7, 8, 1, 2, 3, 4});
  CHECK(data.shape == runner::InputShape{1, 2, 1});
  CHECK(data.scale == 255.0);
  CHECK_FALSE(data.test.has_value());
}

TEST_CASE("Hidden files and folders are ignored", "[image_folder]") {
  const ImageFiles images;
  images.folder.write("train/.git/x", "text");
  images.folder.write("train/.DS_Store", "text");
  images.folder.write("train/cat/.DS_Store", "text");
  CHECK(load(images.path()).pool.labels == Labels{0, 0, 1, 1});
}

TEST_CASE("What operating systems leave in folders is ignored, and the decision says so",
          "[image_folder]") {
  const ImageFiles images;
  CHECK(load(images.path()).decisions ==
        Names{images.path() + ": 4 images of 1 x 2 pixels in 2 classes"});
  images.folder.write("train/cat/Thumbs.db", "text");
  images.folder.write("train/Zebra/Thumbs.db", "text");
  images.folder.write("train/DESKTOP.INI", "text");
  images.folder.write("train/__MACOSX/cat/._a.png", "text");
  images.folder.write("train/cat/@eaDir/a.png@SynoEAStream", "text");
  images.folder.write("train/Zebra/.DS_Store", "text");
  const LoadedData data = load(images.path());
  CHECK(data.class_names == Names{"Zebra", "cat"});
  CHECK(data.pool.labels == Labels{0, 0, 1, 1});
  CHECK(data.decisions ==
        Names{images.path() +
              ": 4 images of 1 x 2 pixels in 2 classes, ignored '.DS_Store', '@eaDir', "
              "'DESKTOP.INI', 'Thumbs.db', '__MACOSX'"});
}

TEST_CASE("Folders whose names are numbers are in numeric order", "[image_folder]") {
  const auto names_of = [](const Names& folders) {
    const DataFolder folder;
    for (const auto& name : folders) folder.write("d/" + name + "/x.png", two_pixels(1, 2));
    const LoadedData data = load(folder.path("d"));
    Names names = data.class_names;
    names.push_back("from " + std::to_string(data.first_label));
    return names;
  };
  CHECK(names_of({"0", "1", "10", "11", "12", "2", "3", "4", "5", "6", "7", "8", "9"}) ==
        Names{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "from 0"});
  CHECK(names_of({"08", "09", "10", "7"}) == Names{"7", "08", "09", "10", "from 7"});
  CHECK(names_of({"1", "3", "20"}) == Names{"1", "3", "20", "from 0"});
  CHECK(names_of({"100000000000000000000", "99999999999999999999"}) ==
        Names{"99999999999999999999", "100000000000000000000", "from 0"});
  CHECK(names_of({"x", "10", "nan", "2"}) == Names{"2", "10", "nan", "x", "from 0"});
  CHECK(names_of({"-1", "0", "1"}) == Names{"-1", "0", "1", "from 0"});
}

TEST_CASE("JPEG images are read beside PNG images, upright", "[image_folder]") {
  const DataFolder folder;
  // Stored as 16 x 8: white above black. Orientation 6: the first row is the right side.
  Bytes stored(128, 0);
  std::fill(stored.begin(), stored.begin() + 64, 255);
  folder.write("d/a/photo.jpeg", jpeg_bytes(16, 8, stored, {.app1 = exif_segment(6)}));
  folder.write("d/b/x.png", png_bytes(8, 16, PNG_FORMAT_GRAY, Bytes(128, 7)));
  const LoadedData data = load(folder.path("d"));
  CHECK(data.shape == runner::InputShape{8, 16, 1});
  const Bytes read = pixels(data.pool);
  for (std::size_t i = 0; i < 128; ++i) CHECK(read[i] == (i % 16 < 8 ? 0 : 255));
  CHECK(read[128] == 7);
}

TEST_CASE("Links to images and to folders of images are followed", "[image_folder]") {
  const ImageFiles images;
  images.folder.write("other/x.png", two_pixels(9, 9));
  fs::create_directory_symlink(images.folder.path("other"), images.path("dog"));
  fs::create_symlink(images.folder.path("other/x.png"), images.path("cat/c.png"));
  const LoadedData data = load(images.path());
  CHECK(data.class_names == Names{"Zebra", "cat", "dog"});
  CHECK(data.pool.labels == Labels{0, 0, 1, 1, 1, 2});
}

TEST_CASE("A test folder is a test set with the classes of the training images", "[image_folder]") {
  const ImageFiles images;
  images.folder.write("test/cat/x.png", two_pixels(9, 10));
  const LoadedData data = load(images.path(), {{"test_folder", images.folder.path("test")}});
  REQUIRE(data.test.has_value());
  CHECK(data.test->labels == Labels{1});
  CHECK(pixels(*data.test) == Bytes{9, 10});
  CHECK(data.pool.count() == 4);
}

TEST_CASE("Colours are read as luminance or as three channels", "[image_folder]") {
  const DataFolder folder;
  folder.write("d/a/x.png", png_bytes(1, 1, PNG_FORMAT_RGB, {255, 0, 0}));
  const LoadedData data = load(folder.path("d"), {{"colours", std::string("rgb")}});
  CHECK(data.shape == runner::InputShape{1, 1, 3});
  CHECK(pixels(data.pool) == Bytes{255, 0, 0});
  CHECK(load(folder.path("d")).shape == runner::InputShape{1, 1, 1});
}

TEST_CASE("Inverted images have black and white exchanged", "[image_folder]") {
  const ImageFiles images;
  CHECK(pixels(load(images.path(), {{"invert", true}}).pool) ==
        Bytes{250, 249, 248, 247, 254, 253, 252, 251});
}

TEST_CASE("Transparent pixels are background: black, or inverted white", "[image_folder]") {
  const DataFolder folder;
  folder.write("d/a/x.png", png_bytes(1, 1, PNG_FORMAT_RGBA, {90, 90, 90, 0}));
  CHECK(pixels(load(folder.path("d")).pool) == Bytes{0});
  CHECK(pixels(load(folder.path("d"), {{"invert", true}}).pool) == Bytes{0});
}

TEST_CASE("Rows and columns scale images of different sizes", "[image_folder]") {
  const DataFolder folder;
  folder.write("d/a/wide.png", png_bytes(1, 2, PNG_FORMAT_GRAY, {200, 200}));
  folder.write("d/a/big.png", png_bytes(4, 4, PNG_FORMAT_GRAY, Bytes(16, 100)));
  const TestOptions size = {{"rows", 2}, {"columns", 2}};
  const LoadedData data = load(folder.path("d"), size);
  CHECK(data.shape == runner::InputShape{2, 2, 1});
  CHECK(pixels(data.pool) == Bytes{100, 100, 100, 100, 200, 200, 0, 0});
  const LoadedData inverted =
      load(folder.path("d"), {{"rows", 2}, {"columns", 2}, {"invert", true}});
  CHECK(pixels(inverted.pool) == Bytes{155, 155, 155, 155, 55, 55, 0, 0});
}

TEST_CASE("An image of another size is an error that names both", "[image_folder]") {
  const ImageFiles images;
  images.folder.write("train/cat/c.png", png_bytes(2, 1, PNG_FORMAT_GRAY, {1, 2}));
  CHECK(error_of(images) ==
        "folder| DIR/train/cat/c.png: this image has 2 x 1 pixels, but DIR/train/Zebra/10.png "
        "has 1 x 2; set rows and columns to scale all images to one size.");
}

TEST_CASE("A test image of another size is an error of test_folder", "[image_folder]") {
  const ImageFiles images;
  images.folder.write("test/cat/x.png", png_bytes(1, 1, PNG_FORMAT_GRAY, {1}));
  CHECK(error_of_test_folder(images) ==
        "test_folder| DIR/test/cat/x.png: this image has 1 x 1 pixels, but "
        "DIR/train/Zebra/10.png has 1 x 2; set rows and columns to scale all images to one size.");
}

TEST_CASE("A class that the training images lack is an error", "[image_folder]") {
  const ImageFiles images;
  images.folder.write("test/Cat/x.png", two_pixels(1, 2));
  CHECK(error_of_test_folder(images) ==
        "test_folder| DIR/test/Cat: this class is not in DIR/train, which has 'Zebra', "
        "'cat'.");
}

TEST_CASE("A folder that is missing, a file or empty is an error", "[image_folder]") {
  const ImageFiles images;
  CHECK(error_of_test_folder(images) ==
        "test_folder| DIR/test: this folder cannot be read: No such file or directory.");
  fs::create_directory(images.folder.path("test"));
  CHECK(error_of_test_folder(images) ==
        "test_folder| DIR/test: this folder is empty; expected a folder of images for each class.");
  fs::create_directory(images.folder.path("test/cat"));
  CHECK(error_of_test_folder(images) ==
        "test_folder| DIR/test/cat: this folder is empty; expected the images of a class.");
  CHECK(error_of(images, {{"test_folder", images.path("cat/a.png")}}) ==
        "test_folder| DIR/train/cat/a.png: this folder cannot be read: Not a directory.");
}

TEST_CASE("A file beside the folders of the classes is an error", "[image_folder]") {
  const ImageFiles images;
  images.folder.write("train/labels.txt", "text");
  CHECK(error_of(images) ==
        "folder| DIR/train/labels.txt: this is a file, expected a folder of images for each class; "
        "move it away.");
}

TEST_CASE("A file that is not an image is an error that says what it is", "[image_folder]") {
  const ImageFiles images;
  const auto error_of_bytes = [&](const std::string& bytes) {
    images.folder.write("train/cat/x.jpg", bytes);
    return error_of(images);
  };
  const std::string advice = "; convert it, or move it away from the images.";
  const std::string start = "folder| DIR/train/cat/x.jpg: this is not a PNG or JPEG image";
  CHECK(error_of_bytes("text") == start + advice);
  CHECK(error_of_bytes("") == start + " but an empty file" + advice);
  CHECK(error_of_bytes("GIF89a") == start + " but a GIF image" + advice);
  CHECK(error_of_bytes("RIFF\x10\x20\x30\x40WEBPVP8 ") == start + " but a WebP image" + advice);
  CHECK(error_of_bytes("version https://git-lfs.github.com/spec/v1\n") ==
        start + " but a Git LFS pointer without the data, which 'git lfs pull' fetches" + advice);
  CHECK_THAT(error_of_bytes(two_pixels(1, 2).substr(0, 40)),
             contains("folder| DIR/train/cat/x.jpg: the PNG file cannot be read: "));
  CHECK(error_of_bytes("\xff\xd8\xff") ==
        "folder| DIR/train/cat/x.jpg: the JPEG file cannot be read: Premature end of JPEG file.");
}

TEST_CASE("A folder within a class is an error", "[image_folder]") {
  const ImageFiles images;
  fs::create_directory(images.path("cat/kittens"));
  CHECK(error_of(images) ==
        "folder| DIR/train/cat/kittens: this is a directory, expected an image.");
}

TEST_CASE("Links that lead nowhere or in a circle are errors", "[image_folder]") {
  const ImageFiles images;
  fs::create_symlink("absent", images.path("cat/c.png"));
  CHECK(error_of(images) ==
        "folder| DIR/train/cat/c.png: this file cannot be opened: No such file or directory.");
  fs::remove(images.path("cat/c.png"));
  fs::create_symlink("c.png", images.path("cat/c.png"));
  CHECK(error_of(images) ==
        "folder| DIR/train/cat/c.png: this file cannot be opened: Too many levels of symbolic "
        "links.");
  fs::remove(images.path("cat/c.png"));
  fs::create_symlink("loop", images.path("loop"));
  CHECK(error_of(images) ==
        "folder| DIR/train/loop: this folder cannot be read: Too many levels of symbolic links.");
}

TEST_CASE("A pipe is refused without being opened", "[image_folder]") {
  const ImageFiles images;
  REQUIRE(mkfifo(images.path("cat/pipe.png").c_str(), 0600) == 0);
  CHECK(error_of(images) ==
        "folder| DIR/train/cat/pipe.png: this is not a regular file, expected an image.");
}

TEST_CASE("An image or folder without permission is an error", "[image_folder]") {
  if (geteuid() == 0) {
    WARN("SKIPPED: root may read everything");
    return;
  }
  const ImageFiles images;
  fs::permissions(images.path("cat/a.png"), fs::perms::none);
  CHECK(error_of(images) ==
        "folder| DIR/train/cat/a.png: this file cannot be opened: Permission denied.");
  fs::permissions(images.path("cat"), fs::perms::none);
  CHECK(error_of(images) ==
        "folder| DIR/train/cat: this folder cannot be read: Permission denied.");
  fs::permissions(images.path("cat"), fs::perms::owner_all);
}

TEST_CASE("Rows and columns are given both or neither, and have bounds", "[image_folder]") {
  const ImageFiles images;
  CHECK(error_of(images, {{"rows", 5}}) == "rows| rows needs columns; give both or neither.");
  CHECK(error_of(images, {{"columns", 5}}) == "columns| columns needs rows; give both or neither.");
  CHECK_THROWS_WITH(load(images.path(), {{"rows", -1}}), "option rows");
  CHECK_THROWS_WITH(load(images.path(), {{"columns", 10001}}), "option columns");
  CHECK_THROWS_WITH(load_plugin<Dataset>("image_folder"), "option folder");
}

}  // namespace runner::test::image_folder_dataset_test
