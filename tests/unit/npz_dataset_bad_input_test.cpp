#include <limits>

#include "support/catch.hpp"
#include "support/data_files.hpp"
#include "support/plugin_fixture.hpp"

namespace runner::test::npz_dataset_bad_input_test {

using runner::Dataset;
using runner::OptionError;
using runner::test::DataFolder;
using runner::test::load_plugin;
using runner::test::npy_bytes;
using runner::test::raw_bytes;
using runner::test::TestOptions;
using runner::test::zip_bytes;

namespace {

// The error's option and its message, with "FILE" in place of the path.
std::string error_of_file(const std::string& path, TestOptions options = {}) {
  const auto dataset = load_plugin<Dataset>("npz", {{"file", path}});
  dataset->options(options);
  try {
    dataset->load();
  } catch (const OptionError& error) {
    std::string message = error.what();
    const std::size_t at = message.find(path);
    if (at != std::string::npos) message.replace(at, path.size(), "FILE");
    return error.option() + "| " + message;
  }
  return "no error";
}

std::string error_of_bytes(const std::string& bytes, const TestOptions& options = {}) {
  const DataFolder folder;
  return error_of_file(folder.write("d.npz", bytes), options);
}

// Of a file with these arrays x and y.
std::string error_of(const std::string& x, const std::string& y, const TestOptions& options = {}) {
  return error_of_bytes(zip_bytes({{"x.npy", x}, {"y.npy", y}}), options);
}

const std::string good_x = npy_bytes("|u1", "(3, 2)", "aabbcc");
const std::string good_y = npy_bytes("|u1", "(3,)", std::string("\0\1\2", 3));

std::string error_of_x(const std::string& type, const std::string& shape, const std::string& data) {
  return error_of(npy_bytes(type, shape, data), good_y);
}

std::string error_of_y(const std::string& type, const std::string& shape, const std::string& data) {
  return error_of(good_x, npy_bytes(type, shape, data));
}

const std::string in_x = "examples| FILE: the array 'x' cannot be read: ";
const std::string in_y = "labels| FILE: the array 'y' cannot be read: ";

}  // namespace

TEST_CASE("A file that is missing or not an archive is an error of the option file", "[npz]") {
  const DataFolder folder;
  CHECK(error_of_file(folder.path("absent.npz")) == "file| FILE: the file does not exist.");
  CHECK(error_of_file(folder.path(".")) ==
        "file| FILE: the file cannot be read: it is not a regular file.");
  const std::string start = "file| FILE: this is neither an .npz nor an .npy file";
  const std::string end = "; np.savez and np.save write these.";
  CHECK(error_of_bytes("text") == start + end);
  CHECK(error_of_bytes("\x1f\x8b text") == start + " but a gzip file, which gunzip unpacks" + end);
  CHECK(error_of_bytes("PK, but no archive") ==
        "file| FILE: the file cannot be read as .npz: Not a zip archive.");
  CHECK(error_of_bytes("") == start + " but an empty file" + end);
  CHECK(error_of_bytes(zip_bytes({})) ==
        "examples| FILE: the file has no array 'x'; it is empty. Set examples to an array's name.");
  CHECK(error_of_bytes(zip_bytes({{"x.txt", "text"}})) ==
        "file| FILE: the array 'x.txt' cannot be read: its name does not end in .npy.");
}

TEST_CASE("A single array needs labels in a file of their own", "[npz]") {
  const DataFolder folder;
  CHECK(error_of_file(folder.write("x.npy", good_x)) ==
        "file| FILE: this is a single array (.npy), so the labels need a file of their own; set "
        "labels_file, or save both in one file with np.savez('data.npz', x=examples, y=labels).");
  CHECK(error_of_file(folder.path("x.npy"), {{"labels_file", folder.write("y.npy", good_y)},
                                             {"examples", std::string("images")}}) ==
        "examples| FILE: this is a single array (.npy), which has no name; remove examples.");
}

TEST_CASE("Examples and labels of one name need two files", "[npz]") {
  CHECK(error_of_bytes(zip_bytes({{"arr_0.npy", good_x}}),
                       {{"examples", std::string("arr_0")}, {"labels", std::string("arr_0")}}) ==
        "labels| FILE: the examples and the labels are the same array 'arr_0'; set labels to "
        "another one, or labels_file to a file of its own.");
}

TEST_CASE("A missing array is an error that lists the others", "[npz]") {
  const std::string keras = zip_bytes({{"x_train.npy", good_x},
                                       {"y_train.npy", good_y},
                                       {"x_test.npy", good_x},
                                       {"y_test.npy", good_y}});
  CHECK(error_of_bytes(keras) ==
        "examples| FILE: the file has no array 'x'; it has 'x_train', 'y_train', "
        "'x_test', 'y_test'. Set examples to an array's name.");
  CHECK(error_of_bytes(keras, {{"examples", std::string("x_train")}}) ==
        "labels| FILE: the file has no array 'y'; it has 'x_train', 'y_train', "
        "'x_test', 'y_test'. Set labels to an array's name, or labels_file to a file of its own.");
  CHECK(error_of(good_x, good_y,
                 {{"test_examples", std::string("t")}, {"test_labels", std::string("u")}}) ==
        "test_examples| FILE: the file has no array 't'; it has 'x', 'y'. Set "
        "test_examples to an array's name, or test_file to a file of its own.");
}

TEST_CASE("Elements that are not numbers are refused by name", "[npz]") {
  for (const std::string type : {"<c16", "<f16", "|O", "<U5", "|S3", "<M8[s]", "", "f", "|f8"}) {
    CAPTURE(type);
    CHECK(error_of_x(type, "(3, 1)", std::string(24, '\0')) ==
          in_x + "its elements are '" + type +
              "', which cannot be read as numbers; convert them with .astype(np.float32).");
  }
  CHECK(error_of(npy_bytes("<f8", "(3,)", "").replace(20, 5, "[(0)]"), good_y) ==
        in_x + "its elements are structures, not numbers.");
}

TEST_CASE("Shapes that are not those of examples are refused", "[npz]") {
  CHECK(error_of_x("|u1", "(3,)", "abc") ==
        in_x +
            "its shape is (3,); expected (n, values), (n, rows, columns) or (n, rows, columns, "
            "channels).");
  CHECK(error_of_x("|u1", "(3, 1, 1, 1, 1)", "abc") ==
        in_x +
            "its shape is (3, 1, 1, 1, 1); expected (n, values), (n, rows, columns) or (n, rows, "
            "columns, channels).");
  CHECK(error_of_x("|u1", "(3, 0)", "") == in_x + "its shape is (3, 0), so it is empty.");
  CHECK(error_of_x("|u1", "(0, 784)", "") == in_x + "its shape is (0, 784), so it is empty.");
  CHECK(error_of_x("|u1", "(3, 1, 2, 8)", std::string(48, '\0')) ==
        in_x +
            "its shape is (3, 1, 2, 8), but the last number is that of channels, at most 4; "
            "np.moveaxis(x, 1, -1) moves them there.");
}

TEST_CASE("An array whose length does not match its shape is refused before memory is allocated",
          "[npz]") {
  CHECK(error_of_x("<f8", "(3, 2)", std::string(40, '\0')) ==
        in_x + "its shape is 3 x 2 of 8 bytes each, but it has 40 bytes.");
  CHECK(error_of_x("|u1", "(4294967296, 4294967296)", "") ==
        in_x + "its shape is 4294967296 x 4294967296 of 1 bytes each, but it has 0 bytes.");
  CHECK(error_of_x("|u1", "(3, 99999999999999999999)", "") == in_x + "its header is damaged.");
  CHECK(error_of_y("<i8", "(3,)", std::string(25, '\0')) ==
        in_y + "its shape is 3 of 8 bytes each, but it has 25 bytes.");
}

TEST_CASE("An entry that claims more than the file has is refused", "[npz]") {
  std::string bytes = zip_bytes({{"x.npy", good_x}, {"y.npy", good_y}});
  const std::string size = std::to_string(bytes.size());
  const std::size_t directory = bytes.find("PK\x01\x02");
  for (const std::size_t field : {20, 24}) bytes.replace(directory + field, 4, "\0\0\0\x70", 4);
  CHECK(error_of_bytes(bytes) ==
        in_x + "it claims 1879048192 bytes, but the file has " + size + ".");
}

TEST_CASE("A changed byte is detected", "[npz]") {
  std::string bytes = zip_bytes({{"x.npy", good_x}, {"y.npy", good_y}});
  bytes[bytes.find("aabbcc")] = 'A';
  CHECK(error_of_bytes(bytes) == in_x + "it is damaged (CRC error).");
}

TEST_CASE("A truncated .npz dataset is refused, wherever it ends", "[npz]") {
  const std::string bytes = zip_bytes({{"x.npy", good_x}, {"y.npy", good_y}});
  REQUIRE(error_of_bytes(bytes) == "no error");
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    CHECK(error_of_bytes(bytes.substr(0, size)) != "no error");
  }
}

TEST_CASE("Values that are not finite are refused with their example", "[npz]") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(error_of_x("<f8", "(3, 2)", raw_bytes<double>({1, 2, 3, nan, 5, 6})) ==
        in_x + "its example 1, counted from 0, has nan; expected finite numbers.");
  CHECK(error_of_x("<f4", "(3, 1)",
                   raw_bytes<float>({1, 2, -std::numeric_limits<float>::infinity()})) ==
        in_x + "its example 2, counted from 0, has -inf; expected finite numbers.");
}

TEST_CASE("An integer that a double cannot hold is refused", "[npz]") {
  CHECK(error_of_x("<i8", "(3, 1)", raw_bytes<std::int64_t>({0, 1, -(1LL << 53) - 1})) ==
        in_x + "it holds -9007199254740993, but integers beyond 2^53 are not exact as doubles.");
  CHECK(error_of_x("<u8", "(3, 1)", raw_bytes<std::uint64_t>({0, 1, (1ULL << 53) + 1})) ==
        in_x + "it holds 9007199254740993, but integers beyond 2^53 are not exact as doubles.");
}

TEST_CASE("Labels are integers, one for each example", "[npz]") {
  CHECK(error_of_y("<f8", "(3,)", std::string(24, '\0')) ==
        in_y + "its elements are '<f8', but labels are integers; convert them with .astype(int).");
  CHECK(error_of_y("<U6", "(3,)", std::string(72, '\0')) ==
        in_y +
            "its elements are '<U6', but labels are integers; np.unique(y, return_inverse=True)[1] "
            "numbers them in the order of np.unique(y).");
  CHECK(error_of_y("|u1", "(3, 2)", "abcdef") ==
        in_y +
            "its shape is (3, 2); expected (n,), one integer for each example; if its rows are "
            "one-hot, .argmax(axis=1) turns them into labels.");
  CHECK(error_of_y("<f4", "(2, 3)", std::string(24, '\0')) ==
        in_y +
            "its shape is (2, 3); expected (n,), one integer for each example; if its columns are "
            "one-hot, .argmax(axis=0) turns them into labels.");
  CHECK(error_of_y("|u1", "()", "a") ==
        in_y + "its shape is (); expected (n,), one integer for each example.");
  CHECK(error_of_y("|u1", "(2,)", "ab") ==
        "labels| FILE: the array 'y' has 2 labels, but 'x' has 3 examples; name two arrays that "
        "belong together.");
}

TEST_CASE("A label out of range is an error with its place", "[npz]") {
  CHECK(error_of_y("|i1", "(3,)", std::string("\0\1\xff", 3)) ==
        in_y +
            "its element 2, counted from 0, is -1; expected a label, an integer from 0 to 65535.");
  CHECK(error_of_y("<i4", "(3,)", raw_bytes<std::int32_t>({0, 65536, 1})) ==
        in_y +
            "its element 1, counted from 0, is 65536; expected a label, an integer from 0 to "
            "65535.");
  const std::vector<std::string> names = {"a", "b"};
  CHECK(error_of(good_x, good_y, {{"class_names", names}}) ==
        "class_names| FILE: there are labels from 0 to 2, but class_names has 2 entries; list one "
        "for each label from 0 on.");
}

TEST_CASE("transpose needs images", "[npz]") {
  CHECK(error_of(good_x, good_y, {{"transpose", true}}) ==
        in_x +
            "its shape is (3, 2), but transpose needs images: (n, rows, columns) or (n, rows, "
            "columns, channels); .reshape(len(x), rows, columns) makes them.");
}

TEST_CASE("Test arrays are given both or neither", "[npz]") {
  CHECK(error_of(good_x, good_y, {{"test_examples", std::string("x")}}) ==
        "test_examples| test_examples needs test_labels; give both or neither.");
  CHECK(error_of(good_x, good_y, {{"test_labels", std::string("y")}}) ==
        "test_labels| test_labels needs test_examples; give both or neither.");
  CHECK(error_of(good_x, good_y, {{"test_labels_file", std::string("y.npy")}}) ==
        "test_labels_file| test_labels_file needs test_examples or test_file; give both or "
        "neither.");
}

TEST_CASE("Test examples of another shape or type are refused", "[npz]") {
  const TestOptions options = {{"test_examples", std::string("t")},
                               {"test_labels", std::string("y")}};
  const auto error = [&](const std::string& t) {
    return error_of_bytes(zip_bytes({{"x.npy", good_x}, {"y.npy", good_y}, {"t.npy", t}}), options);
  };
  CHECK(error(npy_bytes("|u1", "(3, 2, 1)", "aabbcc")) ==
        "test_examples| FILE: an example of the array 't' is 2 x 1 x 1 '|u1', but one of 'x' is 1 "
        "x 2 x 1 "
        "'|u1'; they must be the same.");
  CHECK(error(npy_bytes("<f8", "(3, 2)", std::string(48, '\0'))) ==
        "test_examples| FILE: an example of the array 't' is 1 x 2 x 1 '<f8', but one of 'x' is 1 "
        "x 2 x 1 "
        "'|u1'; they must be the same.");
}

TEST_CASE("The file is required, and numbers have bounds", "[npz]") {
  CHECK_THROWS_WITH(load_plugin<Dataset>("npz"), "option file");
  CHECK_THROWS_WITH(load_plugin<Dataset>("npz", {{"file", std::string("x")}, {"limit", -1}}),
                    "option limit");
  CHECK_THROWS_WITH(load_plugin<Dataset>("npz", {{"file", std::string("x")}, {"scale", -1.0}}),
                    "option scale");
}

}  // namespace runner::test::npz_dataset_bad_input_test
