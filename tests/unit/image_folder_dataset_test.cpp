#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "support/catch.hpp"
#include "support/data_files.hpp"
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

// A grey picture of 1 x 2 pixels.
std::string two_pixels(std::uint8_t left, std::uint8_t right) {
  return png_bytes(1, 2, PNG_FORMAT_GRAY, {left, right});
}

// Two classes, written in an order that is not the one in which they are to be read.
struct Pictures {
  DataFolder folder;

  Pictures() {
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

// The option that an error belongs to and its message, "DIR" standing for the data's folder.
std::string error_of(const Pictures& pictures, const TestOptions& options = {}) {
  try {
    load(pictures.path(), options);
  } catch (const OptionError& error) {
    std::string message = error.what();
    const std::string folder = pictures.folder.path("");
    for (std::size_t at; (at = message.find(folder)) != std::string::npos;) {
      message.replace(at, folder.size(), "DIR/");
    }
    return error.option() + "| " + message;
  }
  return "no error";
}

// Of a test folder beside the pictures.
std::string error_of_test_folder(const Pictures& pictures) {
  return error_of(pictures, {{"test_folder", pictures.folder.path("test")}});
}

}  // namespace

TEST_CASE("Pictures are read class by class, folders and files sorted by bytes", "[image_folder]") {
  const Pictures pictures;
  const LoadedData data = load(pictures.path());
  CHECK(data.class_names == Names{"Zebra", "cat"});
  CHECK(data.pool.labels == Labels{0, 0, 1, 1});
  CHECK(pixels(data.pool) == Bytes{5, 6, 7, 8, 1, 2, 3, 4});
  CHECK(data.shape == runner::InputShape{1, 2, 1});
  CHECK(data.scale == 255.0);
  CHECK_FALSE(data.test.has_value());
}

TEST_CASE("Hidden files and folders are passed over", "[image_folder]") {
  const Pictures pictures;
  pictures.folder.write("train/.git/x", "text");
  pictures.folder.write("train/.DS_Store", "text");
  pictures.folder.write("train/cat/.DS_Store", "text");
  CHECK(load(pictures.path()).pool.labels == Labels{0, 0, 1, 1});
}

TEST_CASE("Links to pictures and to folders of pictures are followed", "[image_folder]") {
  const Pictures pictures;
  pictures.folder.write("other/x.png", two_pixels(9, 9));
  fs::create_directory_symlink(pictures.folder.path("other"), pictures.path("dog"));
  fs::create_symlink(pictures.folder.path("other/x.png"), pictures.path("cat/c.png"));
  const LoadedData data = load(pictures.path());
  CHECK(data.class_names == Names{"Zebra", "cat", "dog"});
  CHECK(data.pool.labels == Labels{0, 0, 1, 1, 1, 2});
}

TEST_CASE("A test folder is a test set with the classes of the training pictures",
          "[image_folder]") {
  const Pictures pictures;
  pictures.folder.write("test/cat/x.png", two_pixels(9, 10));
  const LoadedData data = load(pictures.path(), {{"test_folder", pictures.folder.path("test")}});
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

TEST_CASE("Inverted pictures have black and white exchanged", "[image_folder]") {
  const Pictures pictures;
  CHECK(pixels(load(pictures.path(), {{"invert", true}}).pool) ==
        Bytes{250, 249, 248, 247, 254, 253, 252, 251});
}

TEST_CASE("What is transparent is background: black, or inverted white", "[image_folder]") {
  const DataFolder folder;
  folder.write("d/a/x.png", png_bytes(1, 1, PNG_FORMAT_RGBA, {90, 90, 90, 0}));
  CHECK(pixels(load(folder.path("d")).pool) == Bytes{0});
  CHECK(pixels(load(folder.path("d"), {{"invert", true}}).pool) == Bytes{0});
}

TEST_CASE("Rows and columns scale pictures of different sizes", "[image_folder]") {
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

TEST_CASE("A picture of another size is an error that names both", "[image_folder]") {
  const Pictures pictures;
  pictures.folder.write("train/cat/c.png", png_bytes(2, 1, PNG_FORMAT_GRAY, {1, 2}));
  CHECK(error_of(pictures) ==
        "folder| DIR/train/cat/c.png: this picture has 2 x 1 pixels, but DIR/train/Zebra/10.png "
        "has 1 x 2; set rows and columns to scale all of them to one size.");
}

TEST_CASE("A test picture of another size is an error of test_folder", "[image_folder]") {
  const Pictures pictures;
  pictures.folder.write("test/cat/x.png", png_bytes(1, 1, PNG_FORMAT_GRAY, {1}));
  CHECK(error_of_test_folder(pictures) ==
        "test_folder| DIR/test/cat/x.png: this picture has 1 x 1 pixels, but "
        "DIR/train/Zebra/10.png has 1 x 2; set rows and columns to scale all of them to one size.");
}

TEST_CASE("A class that the training pictures lack is an error", "[image_folder]") {
  const Pictures pictures;
  pictures.folder.write("test/Cat/x.png", two_pixels(1, 2));
  CHECK(error_of_test_folder(pictures) ==
        "test_folder| DIR/test/Cat: there is no such class in DIR/train, which has 'Zebra', "
        "'cat'.");
}

TEST_CASE("A folder that is missing, a file or empty is an error", "[image_folder]") {
  const Pictures pictures;
  CHECK(error_of_test_folder(pictures) ==
        "test_folder| DIR/test: this folder cannot be read: No such file or directory.");
  fs::create_directory(pictures.folder.path("test"));
  CHECK(error_of_test_folder(pictures) ==
        "test_folder| DIR/test: this folder is empty; expected a folder of pictures a class.");
  fs::create_directory(pictures.folder.path("test/cat"));
  CHECK(error_of_test_folder(pictures) ==
        "test_folder| DIR/test/cat: this folder is empty; expected the pictures of a class.");
  CHECK(error_of(pictures, {{"test_folder", pictures.path("cat/a.png")}}) ==
        "test_folder| DIR/train/cat/a.png: this folder cannot be read: Not a directory.");
}

TEST_CASE("A file beside the folders of the classes is an error", "[image_folder]") {
  const Pictures pictures;
  pictures.folder.write("train/labels.txt", "text");
  CHECK(error_of(pictures) ==
        "folder| DIR/train/labels.txt: this is a file, expected a folder of pictures for each "
        "class; move it away.");
}

TEST_CASE("A file that is no PNG picture is an error that names it", "[image_folder]") {
  const Pictures pictures;
  const std::string path = pictures.folder.write("train/cat/x.jpg", "\xff\xd8\xff");
  CHECK(error_of(pictures) ==
        "folder| DIR/train/cat/x.jpg: this is no PNG picture; convert it, or move it away from "
        "the pictures.");
  pictures.folder.write("train/cat/x.jpg", "");
  CHECK(error_of(pictures) ==
        "folder| DIR/train/cat/x.jpg: this is no PNG picture; convert it, or move it away from "
        "the pictures.");
  pictures.folder.write("train/cat/x.jpg", two_pixels(1, 2).substr(0, 40));
  CHECK_THAT(error_of(pictures),
             contains("folder| DIR/train/cat/x.jpg: the PNG file cannot be read: "));
}

TEST_CASE("A folder within a class is an error", "[image_folder]") {
  const Pictures pictures;
  fs::create_directory(pictures.path("cat/kittens"));
  CHECK(error_of(pictures) ==
        "folder| DIR/train/cat/kittens: this is a folder, expected a picture.");
}

TEST_CASE("Links that lead nowhere or in a circle are errors", "[image_folder]") {
  const Pictures pictures;
  fs::create_symlink("absent", pictures.path("cat/c.png"));
  CHECK(error_of(pictures) ==
        "folder| DIR/train/cat/c.png: this file cannot be opened: No such file or directory.");
  fs::remove(pictures.path("cat/c.png"));
  fs::create_symlink("c.png", pictures.path("cat/c.png"));
  CHECK(error_of(pictures) ==
        "folder| DIR/train/cat/c.png: this file cannot be opened: Too many levels of symbolic "
        "links.");
  fs::remove(pictures.path("cat/c.png"));
  fs::create_symlink("loop", pictures.path("loop"));
  CHECK(error_of(pictures) ==
        "folder| DIR/train/loop: this folder cannot be read: Too many levels of symbolic links.");
}

TEST_CASE("A pipe is refused without being opened", "[image_folder]") {
  const Pictures pictures;
  REQUIRE(mkfifo(pictures.path("cat/pipe.png").c_str(), 0600) == 0);
  CHECK(error_of(pictures) ==
        "folder| DIR/train/cat/pipe.png: this is no regular file, expected a picture.");
}

TEST_CASE("A picture or folder without permission is an error", "[image_folder]") {
  if (geteuid() == 0) {
    WARN("SKIPPED: root may read everything");
    return;
  }
  const Pictures pictures;
  fs::permissions(pictures.path("cat/a.png"), fs::perms::none);
  CHECK(error_of(pictures) ==
        "folder| DIR/train/cat/a.png: this file cannot be opened: Permission denied.");
  fs::permissions(pictures.path("cat"), fs::perms::none);
  CHECK(error_of(pictures) ==
        "folder| DIR/train/cat: this folder cannot be read: Permission denied.");
  fs::permissions(pictures.path("cat"), fs::perms::owner_all);
}

TEST_CASE("Rows and columns are given both or neither, and have bounds", "[image_folder]") {
  const Pictures pictures;
  CHECK(error_of(pictures, {{"rows", 5}}) == "rows| rows needs columns; give both or neither.");
  CHECK(error_of(pictures, {{"columns", 5}}) ==
        "columns| columns needs rows; give both or neither.");
  CHECK_THROWS_WITH(load(pictures.path(), {{"rows", -1}}), "option rows");
  CHECK_THROWS_WITH(load(pictures.path(), {{"columns", 10001}}), "option columns");
  CHECK_THROWS_WITH(load_plugin<Dataset>("image_folder"), "option folder");
}

}  // namespace runner::test::image_folder_dataset_test
