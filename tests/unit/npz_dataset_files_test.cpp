// Examples and labels of the npz dataset in files of their own, as KMNIST publishes them, in .npy
// files, and those of `runner predict`.
#include <cstdio>

#include "support/catch.hpp"
#include "support/data_files.hpp"
#include "support/plugin_fixture.hpp"

namespace runner::test::npz_dataset_files_test {

using runner::Dataset;
using runner::ExampleLayout;
using runner::LoadedData;
using runner::OptionError;

namespace {

using Bytes = std::vector<std::uint8_t>;
using Labels = std::vector<std::uint32_t>;
using Names = std::vector<std::string>;

const std::string three_images = npy_bytes("|u1", "(3, 2, 2)", "abcdefghijkl");
const std::string two_images = npy_bytes("|u1", "(2, 2, 2)", "mnopqrst");
const std::string three_labels = npy_bytes("|u1", "(3,)", "\1\2\3");
const std::string two_labels = npy_bytes("<i8", "(2,)", raw_bytes<std::int64_t>({4, 2}));

// The four files of KMNIST, small.
struct KmnistFiles {
  DataFolder folder;
  std::string images = folder.write("imgs.npz", zip_bytes({{"arr_0.npy", three_images}}));
  std::string labels = folder.write("labels.npz", zip_bytes({{"arr_0.npy", three_labels}}));
  std::string test_images = folder.write("test-imgs.npz", zip_bytes({{"arr_0.npy", two_images}}));
  std::string test_labels = folder.write("test-labels.npz", zip_bytes({{"arr_0.npy", two_labels}}));

  TestOptions options() const {
    return {{"file", images},
            {"labels_file", labels},
            {"test_file", test_images},
            {"test_labels_file", test_labels},
            {"examples", std::string("arr_0")},
            {"labels", std::string("arr_0")}};
  }
};

LoadedData load(const TestOptions& options, TestOptions more = {}) {
  const auto dataset = load_plugin<Dataset>("npz", options);
  dataset->options(more);
  return dataset->load();
}

Bytes bytes_of(const runner::Examples& examples) {
  const auto& values = std::get<arma::Mat<std::uint8_t>>(examples.values);
  return {values.begin(), values.end()};
}

Bytes bytes_of(const std::string& text) { return {text.begin(), text.end()}; }

// The option that an error belongs to and its message, with file names without their folder.
std::string error_of(const DataFolder& folder, const TestOptions& options) {
  try {
    load(options);
  } catch (const OptionError& error) {
    std::string message = error.what();
    const std::string path = folder.path("");
    for (std::size_t at; (at = message.find(path)) != std::string::npos;) {
      message.erase(at, path.size());
    }
    return error.option() + "| " + message;
  }
  return "no error";
}

const ExampleLayout layout{{2, 2, 1}, 255, {"a", "b", "c", "d"}, 1, {}};

runner::Examples read_examples(const std::string& path, const TestOptions& more = {},
                               const ExampleLayout& of = layout) {
  const auto dataset = load_plugin<Dataset>("npz", {{"file", std::string("absent")}});
  TestOptions options = more;
  dataset->options(options);
  return dataset->read_examples(path, of);
}

}  // namespace

TEST_CASE("Examples and labels are read from files of their own, as KMNIST has them", "[npz]") {
  const KmnistFiles files;
  const LoadedData data = load(files.options());
  CHECK(bytes_of(data.pool) == bytes_of("abcdefghijkl"));
  CHECK(data.first_label == 1);
  CHECK(data.pool.labels == Labels{0, 1, 2});
  REQUIRE(data.test.has_value());
  CHECK(bytes_of(*data.test) == bytes_of("mnopqrst"));
  CHECK(data.test->labels == Labels{3, 1});
  CHECK(data.decisions == Names{"imgs.npz: 'arr_0' uint8 (3, 2, 2)",
                                "labels.npz: 'arr_0' uint8, labels from 1 to 3",
                                "test-imgs.npz: 'arr_0' uint8 (2, 2, 2)",
                                "test-labels.npz: 'arr_0' int64, labels from 2 to 4"});
}

TEST_CASE("A single array is read from an .npy file, whatever its name", "[npz]") {
  const DataFolder folder;
  const std::string x = folder.write("x.npy", three_images);
  const std::string y = folder.write("labels", three_labels);
  const LoadedData data = load({{"file", x}, {"labels_file", y}});
  CHECK(bytes_of(data.pool) == bytes_of("abcdefghijkl"));
  CHECK(data.pool.labels == Labels{0, 1, 2});
  CHECK(data.decisions == Names{"x.npy: uint8 (3, 2, 2)", "labels: uint8, labels from 1 to 3"});
  CHECK(load({{"file", x}, {"labels_file", y}, {"limit", 1}}).pool.count() == 1);
}

TEST_CASE("Both arrays of a file are one decision, and labels need not begin at 0", "[npz]") {
  const DataFolder folder;
  const std::string path =
      folder.write("d.npz", zip_bytes({{"x.npy", three_images}, {"y.npy", three_labels}}));
  const LoadedData data = load({{"file", path}});
  CHECK(data.decisions == Names{"d.npz: 'x' uint8 (3, 2, 2), 'y' uint8, labels from 1 to 3"});
  // A limit does not change the classes.
  const std::string y = folder.write("y.npy", npy_bytes("|u1", "(3,)", "\3\1\2"));
  const LoadedData limited = load({{"file", path}, {"labels_file", y}, {"limit", 1}});
  CHECK(limited.first_label == 1);
  CHECK(limited.pool.labels == Labels{2});
  CHECK(load({{"file", path}, {"class_names", Names{"a", "b", "c"}}}).first_label == 1);
  CHECK(load({{"file", path}, {"class_names", Names{"-", "a", "b", "c"}}}).first_label == 0);
}

TEST_CASE("A test set may have its labels in its own file or in the training labels' file",
          "[npz]") {
  const DataFolder folder;
  const std::string train =
      folder.write("train.npz", zip_bytes({{"x.npy", three_images}, {"y.npy", three_labels}}));
  const std::string test =
      folder.write("test.npz", zip_bytes({{"x.npy", two_images}, {"y.npy", two_labels}}));
  CHECK(load({{"file", train}, {"test_file", test}}).test->labels == Labels{3, 1});
  const std::string images =
      folder.write("images.npz", zip_bytes({{"x.npy", three_images}, {"t.npy", two_images}}));
  const std::string labels =
      folder.write("labels.npz", zip_bytes({{"y.npy", three_labels}, {"u.npy", two_labels}}));
  const LoadedData data = load({{"file", images},
                                {"labels_file", labels},
                                {"test_examples", std::string("t")},
                                {"test_labels", std::string("u")}});
  CHECK(bytes_of(*data.test) == bytes_of("mnopqrst"));
  CHECK(data.test->labels == Labels{3, 1});
}

TEST_CASE("Images are transposed with their channels", "[npz]") {
  const DataFolder folder;
  const std::string y = folder.write("y.npy", npy_bytes("|u1", "(1,)", "\1"));
  const auto transposed = [&](const std::string& shape, const std::string& values) {
    const std::string x = folder.write("x.npy", npy_bytes("|u1", shape, values));
    return load({{"file", x}, {"labels_file", y}, {"transpose", true}});
  };
  const LoadedData grey = transposed("(1, 2, 3)", "abcdef");
  CHECK(grey.shape == runner::InputShape{3, 2, 1});
  CHECK(bytes_of(grey.pool) == bytes_of("adbecf"));
  CHECK(grey.decisions[0] == "x.npy: uint8 (1, 2, 3), transposed");
  const LoadedData colours = transposed("(1, 2, 2, 2)", "aAbBcCdD");
  CHECK(bytes_of(colours.pool) == bytes_of("aAcCbBdD"));
}

TEST_CASE("Errors name the file and option of the array", "[npz]") {
  const KmnistFiles files;
  const DataFolder& folder = files.folder;
  CHECK(error_of(folder, {{"file", files.images}, {"labels_file", files.labels}}) ==
        "examples| imgs.npz: the file has no array 'x'; it has 'arr_0'. Set examples to an array's "
        "name.");
  CHECK(error_of(folder, {{"file", files.images},
                          {"labels_file", files.labels},
                          {"examples", std::string("arr_0")}}) ==
        "labels| labels.npz: the file has no array 'y'; it has 'arr_0'. Set labels to an array's "
        "name.");
  CHECK(error_of(folder, {{"file", files.images},
                          {"labels_file", folder.path("absent.npz")},
                          {"examples", std::string("arr_0")}}) ==
        "labels_file| absent.npz: the file does not exist.");
  CHECK(error_of(folder, {{"file", files.images},
                          {"labels_file", files.test_labels},
                          {"examples", std::string("arr_0")},
                          {"labels", std::string("arr_0")}}) ==
        "labels| test-labels.npz: the array 'arr_0' has 2 labels, but 'arr_0' of imgs.npz has 3 "
        "examples; name two arrays that belong together.");
  const std::string x = folder.write("x.npy", three_images);
  CHECK(error_of(folder, {{"file", x}, {"labels_file", folder.write("y.npy", two_labels)}}) ==
        "labels| y.npy: the array has 2 labels, but x.npy has 3 examples; name two arrays that "
        "belong together.");
  const std::string wide = folder.write("wide.npy", npy_bytes("|u1", "(2, 3)", "abcdef"));
  CHECK(error_of(folder, {{"file", x},
                          {"labels_file", folder.write("y.npy", three_labels)},
                          {"test_file", wide},
                          {"test_labels_file", folder.write("t.npy", two_labels)}}) ==
        "test_file| wide.npy: an example of the array is 1 x 3 x 1 '|u1', but one of x.npy is 2 x "
        "2 x 1 '|u1'; they must be the same.");
  // A test file without labels.
  CHECK(error_of(folder,
                 {{"file", x},
                  {"labels_file", folder.path("y.npy")},
                  {"test_file", folder.write("t.npz", zip_bytes({{"x.npy", two_images}}))}}) ==
        "test_labels| t.npz: the file has no array 'y'; it has 'x'. Set test_labels to an array's "
        "name, or test_labels_file to a file of its own.");
  CHECK(error_of(folder, {{"file", x},
                          {"labels_file", folder.path("y.npy")},
                          {"test_file", folder.write("t.npy", two_images)}}) ==
        "test_file| t.npy: this is a single array (.npy), so the labels need a file of their own; "
        "set test_labels_file, or save both in one file with np.savez('data.npz', x=examples, "
        "y=labels).");
}

TEST_CASE("A truncated .npy dataset is refused, wherever it ends", "[npz]") {
  const DataFolder folder;
  const std::string y = folder.write("y.npy", three_labels);
  const auto error = [&](const std::string& bytes) {
    return error_of(folder, {{"file", folder.write("x.npy", bytes)}, {"labels_file", y}});
  };
  REQUIRE(error(three_images) == "no error");
  for (std::size_t size = 0; size < three_images.size(); ++size) {
    CHECK(error(three_images.substr(0, size)) != "no error");
  }
  CHECK(error(three_images + "x") ==
        "examples| x.npy: the array cannot be read: its shape is 3 x 2 x 2 of 1 bytes each, but it "
        "has 13 bytes.");
}

TEST_CASE("A further file is read with labels if it has them", "[npz]") {
  const DataFolder folder;
  const std::string path =
      folder.write("d.npz", zip_bytes({{"x.npy", two_images}, {"y.npy", two_labels}}));
  const auto examples = read_examples(path);
  CHECK(bytes_of(examples) == bytes_of("mnopqrst"));
  CHECK(examples.labels == Labels{3, 1});
  const std::string unlabelled = folder.write("u.npz", zip_bytes({{"x.npy", two_images}}));
  CHECK(read_examples(unlabelled).labels.empty());
  const std::string array = folder.write("x.npy", two_images);
  CHECK(bytes_of(read_examples(array, {{"examples", std::string("images")}})) ==
        bytes_of("mnopqrst"));
  CHECK(bytes_of(read_examples(array, {{"transpose", true}})) == bytes_of("monpqsrt"));
  // KMNIST's examples and labels are called the same, in two files.
  const KmnistFiles files;
  CHECK(read_examples(files.test_images,
                      {{"examples", std::string("arr_0")}, {"labels", std::string("arr_0")}})
            .labels.empty());
}

TEST_CASE("A further file is read from standard input, .npz or .npy", "[npz]") {
  const DataFolder folder;
  const std::string archive =
      folder.write("d", zip_bytes({{"x.npy", two_images}, {"y.npy", two_labels}}));
  for (const std::string& path : {archive, folder.write("x", two_images)}) {
    REQUIRE(std::freopen(path.c_str(), "rb", stdin) != nullptr);
    const auto examples = read_examples("-");
    CHECK(bytes_of(examples) == bytes_of("mnopqrst"));
    CHECK(examples.labels == (path == archive ? Labels{3, 1} : Labels{}));
  }
  REQUIRE(std::freopen(folder.write("t", "text").c_str(), "rb", stdin) != nullptr);
  CHECK_THROWS_WITH(read_examples("-"),
                    "standard input: this is neither an .npz nor an .npy file; np.savez and "
                    "np.save write these.");
}

TEST_CASE("A further file that does not fit the run is refused", "[npz]") {
  const DataFolder folder;
  const auto error = [&](const std::string& x, const std::string& y = two_labels,
                         const ExampleLayout& of = layout) -> std::string {
    const std::string path = folder.write("d.npz", zip_bytes({{"x.npy", x}, {"y.npy", y}}));
    try {
      read_examples(path, {}, of);
    } catch (const std::exception& problem) {
      return std::string(problem.what()).substr(path.size() - 5);
    }
    return "no error";
  };
  const std::string start = "d.npz: the array 'x' cannot be read: ";
  CHECK(error(npy_bytes("|u1", "(2, 4)", "mnopqrst")) ==
        start +
            "its examples are 1 x 4 x 1, but the run's are 2 x 2 x 1; expected the shape (n, "
            "2, 2).");
  // One image instead of an array of images.
  CHECK(error(npy_bytes("|u1", "(2, 2)", "mnop")) ==
        start +
            "its examples are 1 x 2 x 1, but the run's are 2 x 2 x 1; expected the shape (n, "
            "2, 2).");
  CHECK(error(npy_bytes("<f4", "(2, 2, 2)", std::string(32, '\0'))) ==
        start +
            "its elements are float32, of which the network would see value / 1, but it was "
            "trained on value / 255; convert them to the type and range of the training examples.");
  CHECK(error(two_images, npy_bytes("|u1", "(2,)", "\1\5")) ==
        "d.npz: its label 1, counted from 0, is 5, but the run has labels from 1 to 4.");
  CHECK(error(two_images, npy_bytes("|u1", "(2,)", std::string("\1\0", 2))) ==
        "d.npz: its label 1, counted from 0, is 0, but the run has labels from 1 to 4.");
  CHECK(error(two_images, three_labels) ==
        "d.npz: the array 'y' has 3 labels, but 'x' has 2 examples; name two arrays that belong "
        "together.");
  const std::string other = folder.write("o.npz", zip_bytes({{"arr_0.npy", two_images}}));
  CHECK_THROWS_WITH(read_examples(other), other + ": the file has no array 'x'; it has 'arr_0'.");
}

}  // namespace runner::test::npz_dataset_files_test
