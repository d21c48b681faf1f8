#include <cstdio>
#include <cstdlib>

#include "support/catch.hpp"
#include "support/data_files.hpp"
#include "support/plugin_fixture.hpp"

namespace runner::test::idx_dataset_test {

using runner::Dataset;
using runner::LoadedData;
using runner::OptionError;
using runner::test::DataFolder;
using runner::test::gzipped;
using runner::test::idx_bytes;
using runner::test::idx_images;
using runner::test::idx_labels;
using runner::test::load_plugin;
using runner::test::TestOptions;

namespace {

using Labels = std::vector<std::uint32_t>;

// Four small files that fit each other.
struct Files {
  DataFolder folder;
  std::string images = folder.write("images", idx_images(3, 1, 2, "aabbcc"));
  std::string labels = folder.write("labels", idx_labels({0, 1, 2}));
  std::string test_images = folder.write("test_images", idx_images(2, 1, 2, "xxyy"));
  std::string test_labels = folder.write("test_labels", idx_labels({2, 1}));
};

LoadedData load(const TestOptions& options) { return load_plugin<Dataset>("idx", options)->load(); }

std::string pixels(const runner::Examples& examples) {
  const auto& values = std::get<arma::Mat<std::uint8_t>>(examples.values);
  return {values.begin(), values.end()};
}

// The option that an error belongs to and its message.
std::string error_of(const TestOptions& options) {
  try {
    load(options);
  } catch (const OptionError& error) {
    return error.option() + "| " + error.what();
  }
  return "no error";
}

}  // namespace

TEST_CASE("Images and labels are read", "[idx]") {
  const Files files;
  const LoadedData data = load({{"images", files.images}, {"labels", files.labels}});
  CHECK(pixels(data.pool) == "aabbcc");
  CHECK(data.pool.inputs() == 2);
  CHECK(data.pool.labels == Labels{0, 1, 2});
  CHECK(data.shape == runner::InputShape{1, 2, 1});
  CHECK(data.scale == 255.0);
  CHECK(data.class_names.empty());
  CHECK_FALSE(data.test.has_value());
}

TEST_CASE("Test images and labels are a test set, untouched by the limit", "[idx]") {
  const Files files;
  const LoadedData data = load({{"images", files.images},
                                {"labels", files.labels},
                                {"test_images", files.test_images},
                                {"test_labels", files.test_labels},
                                {"limit", 1}});
  CHECK(pixels(data.pool) == "aa");
  CHECK(data.pool.labels == Labels{0});
  REQUIRE(data.test.has_value());
  CHECK(pixels(*data.test) == "xxyy");
  CHECK(data.test->labels == Labels{2, 1});
}

TEST_CASE("A limit above the number of images reads them all", "[idx]") {
  const Files files;
  CHECK(load({{"images", files.images}, {"labels", files.labels}, {"limit", 9}}).pool.count() == 3);
}

TEST_CASE("Names of classes are handed on", "[idx]") {
  const Files files;
  const std::vector<std::string> names = {"a", "b", "c"};
  CHECK(load({{"images", files.images}, {"labels", files.labels}, {"class_names", names}})
            .class_names == names);
}

TEST_CASE("A missing file's message says where MNIST and Fashion-MNIST come from", "[idx]") {
  const Files files;
  const std::string absent = files.folder.path("absent");
  const std::string message =
      absent +
      ": this file cannot be opened: No such file or directory. For MNIST, scripts/get-mnist "
      "downloads "
      "the files; for Fashion-MNIST, install Debian's package dataset-fashion-mnist.";
  CHECK(error_of({{"images", absent}, {"labels", files.labels}}) == "images| " + message);
  CHECK(error_of({{"images", files.images}, {"labels", absent}}) == "labels| " + message);
  CHECK(error_of({{"images", files.images},
                  {"labels", files.labels},
                  {"test_images", files.test_images},
                  {"test_labels", absent}}) == "test_labels| " + message);
}

TEST_CASE("Images and labels that differ in number are an error, also with a limit", "[idx]") {
  const Files files;
  const std::string message = "labels| " + files.test_labels + ": this file has 2 labels, but " +
                              files.images + " has 3 images; name two files that belong together.";
  CHECK(error_of({{"images", files.images}, {"labels", files.test_labels}}) == message);
  CHECK(error_of({{"images", files.images}, {"labels", files.test_labels}, {"limit", 1}}) ==
        message);
}

TEST_CASE("Swapped files are an error of the first one", "[idx]") {
  const Files files;
  CHECK(error_of({{"images", files.labels}, {"labels", files.images}}) ==
        "images| " + files.labels +
            ": this file holds labels but images are expected; name the file of the images.");
}

TEST_CASE("Damaged labels are an error of their option", "[idx]") {
  const Files files;
  const std::string packed = gzipped(idx_labels({0, 1, 2}));
  const std::string path = files.folder.write("cut.gz", packed.substr(0, packed.size() - 1));
  CHECK(
      error_of({{"images", files.images}, {"labels", path}}) ==
      "labels| " + path +
          ": this file is damaged: the compressed data end too early; download or copy it again.");
}

TEST_CASE("Truncated images are an error of their option", "[idx]") {
  const Files files;
  const std::string path = files.folder.write("cut.gz", gzipped(idx_images(3, 1, 2, "aabbc")));
  CHECK(error_of({{"images", path}, {"labels", files.labels}}) ==
        "images| " + path +
            ": this file is truncated: its header says 3 images of 1 x 2 pixels, or 6 "
            "bytes, but "
            "it ends after 5; download or copy it again.");
}

TEST_CASE("Labels without class names are an error of class_names", "[idx]") {
  const Files files;
  const std::vector<std::string> names = {"a", "b"};
  CHECK(error_of({{"images", files.images}, {"labels", files.labels}, {"class_names", names}}) ==
        "class_names| " + files.labels +
            ": there are labels from 0 to 2, but class_names has 2 entries; list one for each "
            "label from 0 on.");
}

// EMNIST's letters are 1 to 26.
TEST_CASE("Labels may begin at another number, and a limit does not change it", "[idx]") {
  const Files files;
  const std::string labels = files.folder.write("letters", idx_labels("\5\4\3"));
  const auto with = [&](const TestOptions& more) {
    const auto dataset =
        load_plugin<Dataset>("idx", {{"images", files.images}, {"labels", labels}});
    auto options = more;
    dataset->options(options);
    return dataset->load();
  };
  const LoadedData data = with({});
  CHECK(data.first_label == 3);
  CHECK(data.pool.labels == Labels{2, 1, 0});
  CHECK(data.decisions == std::vector<std::string>{"images: 3 images of 1 x 2 pixels",
                                                   "letters: labels from 3 to 5"});
  CHECK(with({{"limit", 1}}).pool.labels == Labels{2});
  // The test set counts too.
  const LoadedData tested =
      with({{"test_images", files.test_images}, {"test_labels", files.test_labels}});
  CHECK(tested.first_label == 1);
  CHECK(tested.pool.labels == Labels{4, 3, 2});
  CHECK(tested.test->labels == Labels{1, 0});
  // Three names: for 3 to 5. Six: for 0 to 5.
  CHECK(with({{"class_names", std::vector<std::string>(3, "x")}}).first_label == 3);
  CHECK(with({{"class_names", std::vector<std::string>(6, "x")}}).first_label == 0);
  CHECK(error_of({{"images", files.images},
                  {"labels", labels},
                  {"class_names", std::vector<std::string>(1, "x")}}) ==
        "class_names| " + labels +
            ": there are labels from 3 to 5, but class_names has 1 entry; list one for each label "
            "from 3 on.");
}

TEST_CASE("Labels as QMNIST has them are read: the class is the first of eight numbers", "[idx]") {
  const Files files;
  // int32, most significant byte first: the class, 0, then who wrote the digit.
  std::string values;
  for (const int label : {9, 0, 258}) {
    for (const int number : {label, 0, -1, 70000, 5, 6, 7, 8}) {
      for (int shift = 24; shift >= 0; shift -= 8) values += static_cast<char>(number >> shift);
    }
  }
  const std::string path =
      files.folder.write("qmnist.gz", gzipped(idx_bytes(0xc02, {3, 8}, values)));
  const LoadedData data = load({{"images", files.images}, {"labels", path}, {"limit", 2}});
  CHECK(data.pool.labels == Labels{9, 0});
  CHECK(data.decisions[1] == "qmnist.gz: labels from 0 to 258, column 0 of 8 as QMNIST has them");
}

TEST_CASE("Transposed images have rows and columns exchanged", "[idx]") {
  const Files files;
  const std::string stored =
      files.folder.write("stored", idx_images(3, 2, 3, "abcdefghijklmnopqr"));
  const LoadedData data = load({{"images", stored}, {"labels", files.labels}, {"transpose", true}});
  CHECK(data.shape == runner::InputShape{3, 2, 1});
  CHECK(pixels(data.pool) == "adbecfgjhkilmpnqor");
  CHECK(data.decisions[0] == "stored: 3 images of 3 x 2 pixels, transposed");
}

TEST_CASE("A further file of images is read without labels, and without the config's files",
          "[idx]") {
  const Files files;
  const auto reader = [](bool transpose) {
    return load_plugin<Dataset>("idx", {{"images", std::string("absent")},
                                        {"labels", std::string("absent")},
                                        {"transpose", transpose}});
  };
  const runner::ExampleLayout layout{{1, 2, 1}, 255, {"a", "b"}, 0, {}};
  const auto examples = reader(false)->read_examples(files.images, layout);
  CHECK(pixels(examples) == "aabbcc");
  CHECK(examples.labels.empty());
  const std::string packed = files.folder.write("x.gz", gzipped(idx_images(1, 1, 2, "ab")));
  REQUIRE(std::freopen(packed.c_str(), "rb", stdin) != nullptr);
  CHECK(pixels(reader(false)->read_examples("-", layout)) == "ab");
  const std::string stored = files.folder.write("stored", idx_images(1, 2, 3, "abcdef"));
  const auto turned = reader(true)->read_examples(stored, {{3, 2, 1}, 255, {"a", "b"}, 0, {}});
  CHECK(pixels(turned) == "adbecf");
  CHECK_THROWS_WITH(reader(true)->read_examples(stored, layout),
                    stored +
                        ": its images have 3 x 2 pixels, but the run's have 1 x 2; images of an "
                        "IDX file are not scaled.");
  CHECK_THROWS_WITH(reader(false)->read_examples(files.labels, layout),
                    files.labels +
                        ": this file holds labels but images are expected; name the file of the "
                        "images.");
  CHECK_THROWS_WITH(
      reader(false)->read_examples(files.folder.path("none"), layout),
      files.folder.path("none") + ": this file cannot be opened: No such file or directory.");
}

TEST_CASE("Test images need test labels, and the other way round", "[idx]") {
  const Files files;
  CHECK(error_of({{"images", files.images},
                  {"labels", files.labels},
                  {"test_images", files.test_images}}) ==
        "test_images| test_images needs test_labels; give both or neither.");
  CHECK(error_of({{"images", files.images},
                  {"labels", files.labels},
                  {"test_labels", files.test_labels}}) ==
        "test_labels| test_labels needs test_images; give both or neither.");
}

TEST_CASE("Test images of another shape are an error, also with the same number of pixels",
          "[idx]") {
  const Files files;
  const std::string turned = files.folder.write("turned", idx_images(2, 2, 1, "xxyy"));
  CHECK(error_of({{"images", files.images},
                  {"labels", files.labels},
                  {"test_images", turned},
                  {"test_labels", files.test_labels}}) ==
        "test_images| " + turned + ": its images have 2 x 1 pixels, but those of " + files.images +
            " have 1 x 2; they must be the same.");
}

TEST_CASE("images and labels are required, and limit is not negative", "[idx]") {
  CHECK_THROWS_WITH(load({{"labels", std::string("x")}}), "option images");
  CHECK_THROWS_WITH(load({{"images", std::string("x")}}), "option labels");
  CHECK_THROWS_WITH(
      load({{"images", std::string("x")}, {"labels", std::string("x")}, {"limit", -1}}),
      "option limit");
}

TEST_CASE("MNIST is read with its test set", "[idx][mnist]") {
  const char* const variable = std::getenv("MNIST_DIR");
  if (variable == nullptr) {
    WARN("not tested: MNIST_DIR names no folder with MNIST's files");
    return;
  }
  const std::string folder = variable;
  const LoadedData data = load({{"images", folder + "/train-images-idx3-ubyte.gz"},
                                {"labels", folder + "/train-labels-idx1-ubyte.gz"},
                                {"test_images", folder + "/t10k-images-idx3-ubyte.gz"},
                                {"test_labels", folder + "/t10k-labels-idx1-ubyte.gz"},
                                {"limit", 42'000}});
  CHECK(data.pool.count() == 42'000);
  CHECK(data.pool.labels.size() == 42'000);
  CHECK(data.test->count() == 10'000);
  CHECK(data.shape == runner::InputShape{28, 28, 1});
}

}  // namespace runner::test::idx_dataset_test
