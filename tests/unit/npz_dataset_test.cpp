#include <algorithm>
#include <cmath>

#include "support/catch.hpp"
#include "support/data_files.hpp"
#include "support/plugin_fixture.hpp"
#include "support/process.hpp"

namespace runner::test::npz_dataset_test {

using runner::Dataset;
using runner::LoadedData;
using runner::test::contains;
using runner::test::DataFolder;
using runner::test::load_plugin;
using runner::test::npy_bytes;
using runner::test::raw_bytes;
using runner::test::TestOptions;
using runner::test::zip_bytes;

namespace {

using Bytes = std::vector<std::uint8_t>;
using Labels = std::vector<std::uint32_t>;
using Numbers = std::vector<double>;

const std::string two_labels = npy_bytes("<i8", "(2,)", raw_bytes<std::int64_t>({1, 0}));

LoadedData load_file(const std::string& path, TestOptions options = {}) {
  const auto dataset = load_plugin<Dataset>("npz", {{"file", path}});
  dataset->options(options);
  return dataset->load();
}

// Loads a file of an array x and an array y of two labels.
LoadedData load_x(const std::string& x, const TestOptions& options = {}) {
  const DataFolder folder;
  return load_file(folder.write("d.npz", zip_bytes({{"x.npy", x}, {"y.npy", two_labels}})),
                   options);
}

template <typename Stored>
std::vector<Stored> values(const LoadedData& data) {
  const auto& matrix = std::get<arma::Mat<Stored>>(data.pool.values);
  return {matrix.begin(), matrix.end()};
}

// Two examples of a type whose values 0, 1, ..., 5 are stored as doubles, in both byte orders.
template <typename T>
void check_doubles(const std::string& kind) {
  CAPTURE(kind);
  std::string bytes = raw_bytes<T>({0, 1, 2, 3, 4, 5});
  const LoadedData data = load_x(npy_bytes("<" + kind, "(2, 3)", bytes));
  CHECK(values<double>(data) == Numbers{0, 1, 2, 3, 4, 5});
  CHECK(data.scale == 1.0);
  std::reverse(bytes.begin(), bytes.end());
  const LoadedData big_endian = load_x(npy_bytes(">" + kind, "(2, 3)", bytes));
  CHECK(values<double>(big_endian) == Numbers{5, 4, 3, 2, 1, 0});
}

const std::string python = "/usr/bin/python3";  // Debian's NumPy belongs to it

bool has_numpy() {
  static const bool found = runner::test::run_process({python, "-c", "import numpy"}).status == 0;
  if (!found) WARN("SKIPPED: " << python << " has no NumPy");
  return found;
}

// Runs a script with `import sys, numpy as np` in front and `path` as sys.argv[1].
std::string run_numpy(const std::string& script, const std::string& path) {
  const auto result =
      runner::test::run_process({python, "-c", "import sys, numpy as np\n" + script, path});
  INFO(result.err);
  REQUIRE(result.status == 0);
  return result.out;
}

}  // namespace

TEST_CASE("Examples and labels are read from the arrays x and y", "[npz]") {
  const LoadedData data =
      load_x(npy_bytes("<f8", "(2, 3)", raw_bytes<double>({0.5, -1, 2, 3e300, 4, 5})));
  CHECK(values<double>(data) == Numbers{0.5, -1, 2, 3e300, 4, 5});
  CHECK(data.pool.inputs() == 3);
  CHECK(data.pool.labels == Labels{1, 0});
  CHECK(data.shape == runner::InputShape{1, 3, 1});
  CHECK(data.scale == 1.0);
  CHECK(data.class_names.empty());
  CHECK_FALSE(data.test.has_value());
}

TEST_CASE("uint8 stays bytes of scale 255, bool bytes of scale 1", "[npz]") {
  const LoadedData bytes =
      load_x(npy_bytes("|u1", "(2, 2)", raw_bytes<std::uint8_t>({0, 7, 9, 255})));
  CHECK(values<std::uint8_t>(bytes) == Bytes{0, 7, 9, 255});
  CHECK(bytes.scale == 255.0);
  const LoadedData bits = load_x(npy_bytes("|b1", "(2, 2)", raw_bytes<std::uint8_t>({0, 1, 1, 0})));
  CHECK(values<std::uint8_t>(bits) == Bytes{0, 1, 1, 0});
  CHECK(bits.scale == 1.0);
}

TEST_CASE("float32 stays float", "[npz]") {
  const LoadedData data = load_x(npy_bytes("<f4", "(2, 1)", raw_bytes<float>({0.1F, -2})));
  CHECK(values<float>(data) == std::vector<float>{0.1F, -2});
  CHECK(data.scale == 1.0);
}

TEST_CASE("Big-endian float32 stays float", "[npz]") {
  std::string bytes = raw_bytes<float>({0.1F, -2});
  std::reverse(bytes.begin(), bytes.end());
  CHECK(values<float>(load_x(npy_bytes(">f4", "(2, 1)", bytes))) == std::vector<float>{-2, 0.1F});
}

// From IEEE 754: the smallest subnormal 2^-24, the largest subnormal, the smallest normal 2^-14,
// the number after 1, the largest, and -0.
TEST_CASE("float16 becomes float", "[npz]") {
  const std::vector<std::uint16_t> bits = {0x0001, 0x03ff, 0x0400, 0x3c01,
                                           0x7bff, 0x8000, 0xc000, 0x3555};
  const std::vector<float> expected = {0x1p-24F, 0x1.ff8p-15F, 0x1p-14F, 1.0009765625F,
                                       65504.0F, -0.0F,        -2.0F,    0.333251953125F};
  const std::string shape = "(2, 4)";
  const auto read = values<float>(load_x(npy_bytes("<f2", shape, raw_bytes(bits))));
  CHECK(read == expected);
  CHECK(std::signbit(read[5]));
  std::vector<std::uint16_t> swapped;
  for (const unsigned b : bits) swapped.push_back(static_cast<std::uint16_t>(b << 8 | b >> 8));
  CHECK(values<float>(load_x(npy_bytes(">f2", shape, raw_bytes(swapped)))) == expected);
}

TEST_CASE("A float16 that is not finite is refused", "[npz]") {
  for (const std::uint16_t bits : std::vector<std::uint16_t>{0x7c00, 0xfc00, 0x7e00}) {
    CHECK_THROWS_WITH(load_x(npy_bytes("<f2", "(2, 1)", raw_bytes<std::uint16_t>({0, bits}))),
                      contains("its example 1, counted from 0, has "));
  }
}

TEST_CASE("Every finite float16 is what NumPy makes of it", "[npz]") {
  if (!has_numpy()) return;
  const DataFolder folder;
  const std::string path = folder.path("d.npz");
  const std::string bytes = run_numpy(
      "h = np.arange(65536, dtype=np.uint16).view(np.float16)\n"
      "h = h[np.isfinite(h)]\n"
      "n = len(h) // 2\n"
      "np.savez(sys.argv[1], x=h.reshape(2, n), b=h.astype('>f2').reshape(2, n), y=[0, 1])\n"
      "sys.stdout.buffer.write(h.astype(np.float32).tobytes())\n",
      path);
  CHECK(bytes.size() == 4 * 63488);
  for (const std::string name : {"x", "b"}) {
    CHECK(raw_bytes(values<float>(load_file(path, {{"examples", name}}))) == bytes);
  }
}

TEST_CASE("Arrays of every type, byte order and memory order are those of NumPy", "[npz]") {
  if (!has_numpy()) return;
  const DataFolder folder;
  const std::string path = folder.path("d.npz");
  run_numpy(
      "arrays = {}\n"
      "for t in 'i1 u2 i2 u4 i4 u8 i8 f8'.split():\n"
      "    for o in '<>':\n"
      "        a = (np.arange(24) * 5).reshape(2, 3, 4).astype(o + t)\n"
      "        arrays[o + t] = a\n"
      "        arrays[o + t + 'F'] = np.asfortranarray(a)\n"
      "np.savez(sys.argv[1], y=np.array([1, 0], dtype='>i4'), **arrays)\n",
      path);
  Numbers expected;
  for (int i = 0; i < 24; ++i) expected.push_back(5 * i);
  for (const std::string type : {"i1", "u2", "i2", "u4", "i4", "u8", "i8", "f8"}) {
    for (const std::string order : {"<", ">"}) {
      for (const std::string memory : {"", "F"}) {
        CAPTURE(type, order, memory);
        const LoadedData data = load_file(path, {{"examples", order + type + memory}});
        CHECK(values<double>(data) == expected);
        CHECK(data.pool.labels == Labels{1, 0});
      }
    }
  }
}

TEST_CASE("The advice for labels that are not integers works in NumPy", "[npz]") {
  if (!has_numpy()) return;
  const DataFolder folder;
  const std::string path = folder.path("d.npz");
  const auto error = [&] {
    try {
      load_file(path);
    } catch (const runner::OptionError& problem) {
      return std::string(problem.what());
    }
    return std::string("no error");
  };
  // Labels to save, and what the message says to do with them.
  struct Case {
    std::string labels;
    std::string advice;
  };
  for (const auto& [labels, advice] : std::vector<Case>{
           {"np.eye(3)[[2, 0, 1, 2]]", "y.argmax(axis=1)"},
           {"np.eye(3, dtype=np.float32)[[2, 0, 1, 2]]", "y.argmax(axis=1)"},
           {"np.eye(3, dtype=np.uint8)[[2, 0, 1, 2]]", "y.argmax(axis=1)"},
           {"np.eye(3, dtype=bool)[[2, 0, 1, 2]]", "y.argmax(axis=1)"},
           {"np.eye(3)[[2, 0, 1, 2]].T", "y.argmax(axis=0)"},
           {"np.array([2., 0., 1., 2.])", "y.astype(int)"},
           {"np.array(['c', 'a', 'b', 'c'])", "np.unique(y, return_inverse=True)[1]"},
           {"np.array([b'c', b'a', b'b', b'c'])", "np.unique(y, return_inverse=True)[1]"}}) {
    CAPTURE(labels);
    const std::string save = "y = " + labels +
                             "\ny = CHANGE\n"
                             "np.savez(sys.argv[1], x=np.zeros((4, 2)), y=y)\n";
    const auto with = [&](const std::string& change) {
      std::string script = save;
      return script.replace(script.find("CHANGE"), 6, change);
    };
    run_numpy(with("y"), path);
    const std::string part = advice.starts_with("y") ? advice.substr(1) : advice;
    CHECK_THAT(error(), contains(part));
    run_numpy(with(advice), path);
    CHECK(load_file(path).pool.labels == Labels{2, 0, 1, 2});
  }
}

TEST_CASE("Other integers and float64 become doubles", "[npz]") {
  check_doubles<std::int8_t>("i1");
  check_doubles<std::int16_t>("i2");
  check_doubles<std::uint16_t>("u2");
  check_doubles<std::int32_t>("i4");
  check_doubles<std::uint32_t>("u4");
  check_doubles<std::int64_t>("i8");
  check_doubles<std::uint64_t>("u8");
  check_doubles<double>("f8");
  CHECK(values<double>(load_x(npy_bytes("|i1", "(2, 1)", "\xff\x80"))) == Numbers{-1, -128});
  CHECK(values<double>(load_x(
            npy_bytes("<i8", "(2, 1)", raw_bytes<std::int64_t>({-(1LL << 53), 1LL << 53})))) ==
        Numbers{-9007199254740992, 9007199254740992});
}

TEST_CASE("Images have rows, columns and channels", "[npz]") {
  const std::string data(24, '\1');
  CHECK(load_x(npy_bytes("|u1", "(2, 3, 4)", data)).shape == runner::InputShape{3, 4, 1});
  CHECK(load_x(npy_bytes("|u1", "(2, 2, 2, 3)", data)).shape == runner::InputShape{2, 2, 3});
}

// np.arange(24).reshape(2, 3, 4), whose bytes in Fortran order are those of its transpose
TEST_CASE("An array in Fortran order is the same array", "[npz]") {
  Bytes c_order;
  Bytes fortran_order;
  for (std::uint8_t i = 0; i < 24; ++i) c_order.push_back(i);
  for (std::uint8_t k = 0; k < 4; ++k) {
    for (std::uint8_t j = 0; j < 3; ++j) {
      for (std::uint8_t i = 0; i < 2; ++i) {
        fortran_order.push_back(static_cast<std::uint8_t>(12 * i + 4 * j + k));
      }
    }
  }
  const std::string file = npy_bytes("|u1", "(2, 3, 4)", raw_bytes(fortran_order), true);
  CHECK(values<std::uint8_t>(load_x(file)) == c_order);
  CHECK(values<std::uint8_t>(load_x(file, {{"limit", 1}})) ==
        Bytes(c_order.begin(), c_order.begin() + 12));
}

TEST_CASE("Labels are any integers or bool, in one column too", "[npz]") {
  const std::string x = npy_bytes("<f8", "(2, 1)", raw_bytes<double>({1, 2}));
  const DataFolder folder;
  for (const std::string& y : {npy_bytes("|u1", "(2,)", std::string("\1\0", 2)),
                               npy_bytes("|b1", "(2,)", std::string("\1\0", 2)),
                               npy_bytes("<i4", "(2, 1)", raw_bytes<std::int32_t>({1, 0}))}) {
    const std::string path = folder.write("d.npz", zip_bytes({{"x.npy", x}, {"y.npy", y}}));
    CHECK(load_file(path).pool.labels == Labels{1, 0});
  }
}

TEST_CASE("The names of the arrays are options, and other arrays are ignored", "[npz]") {
  const DataFolder folder;
  const std::string path =
      folder.write("d.npz", zip_bytes({{"note.npy", npy_bytes("|O", "()", "")},
                                       {"train.npy", npy_bytes("|u1", "(3, 1)", "abc")},
                                       {"train_labels.npy", npy_bytes("|u1", "(3,)", "\3\4\5")},
                                       {"test.npy", npy_bytes("|u1", "(2, 1)", "de")},
                                       {"test_labels.npy", npy_bytes("|u1", "(2,)", "\5\3")}}));
  const LoadedData data = load_file(path, {{"examples", std::string("train")},
                                           {"labels", std::string("train_labels")},
                                           {"test_examples", std::string("test")},
                                           {"test_labels", std::string("test_labels")},
                                           {"limit", 2}});
  CHECK(values<std::uint8_t>(data) == Bytes{'a', 'b'});
  CHECK(data.first_label == 3);
  CHECK(data.pool.labels == Labels{0, 1});
  REQUIRE(data.test.has_value());
  CHECK(data.test->count() == 2);
  CHECK(data.test->labels == Labels{2, 0});
}

TEST_CASE("Scale and class names are passed on", "[npz]") {
  const std::vector<std::string> names = {"no", "yes"};
  const LoadedData data =
      load_x(npy_bytes("|u1", "(2, 1)", "ab"), {{"scale", 16.0}, {"class_names", names}});
  CHECK(data.scale == 16.0);
  CHECK(data.class_names == names);
}

TEST_CASE("What np.savez and np.savez_compressed write is read", "[npz]") {
  if (!has_numpy()) return;
  const DataFolder folder;
  for (const std::string function : {"savez", "savez_compressed"}) {
    const std::string script =
        "x = (np.arange(50000 * 12) % 251).astype(np.uint8).reshape(50000, 2, 3, 2)\n"
        "np." +
        function +
        "(sys.argv[1], x=x, f=np.asfortranarray(x.astype(np.int16)), y=np.arange(50000) % 7)\n";
    const std::string path = folder.path("d.npz");
    run_numpy(script, path);
    const LoadedData data = load_file(path);
    CHECK(data.shape == runner::InputShape{2, 3, 2});
    const Bytes read = values<std::uint8_t>(data);
    const Numbers converted = values<double>(load_file(path, {{"examples", std::string("f")}}));
    REQUIRE(read.size() == 600'000);
    REQUIRE(converted.size() == 600'000);
    bool same = true;
    for (std::size_t i = 0; i < read.size(); ++i) {
      same = same && read[i] == i % 251 && converted[i] == static_cast<double>(i % 251);
    }
    CHECK(same);
    CHECK(data.pool.labels[8] == 1);
  }
}

}  // namespace runner::test::npz_dataset_test
