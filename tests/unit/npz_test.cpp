#include "formats/npz.hpp"

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <limits>

#include "config/diagnostics.hpp"
#include "support/catch.hpp"
#include "support/process.hpp"
#include "support/temporary_folder.hpp"

namespace runner::test::npz_test {

namespace fs = std::filesystem;
using runner::Error;
using runner::find_array;
using runner::NamedArray;
using runner::NpzCompression;
using runner::read_npz;
using runner::write_npz;
using runner::test::contains;
using runner::test::read_file;
using runner::test::run_process;
using runner::test::TemporaryFolder;
using runner::test::write_file;

namespace {

// Debian's own Python is the one that Debian's NumPy belongs to.
const std::string python = "/usr/bin/python3";

bool has_numpy() {
  static const bool found = run_process({python, "-c", "import numpy"}).status == 0;
  if (!found) WARN("SKIPPED: " << python << " has no NumPy");
  return found;
}

// Runs a script with `import zipfile, sys, numpy as np` in front (NumPy if it is installed) and
// `path` as the file to work on; its standard output.
std::string run_python(const std::string& script, const fs::path& path) {
  const std::string head =
      "import zipfile, sys\n"
      "try:\n    import numpy as np\nexcept ImportError:\n    pass\n"
      "path = sys.argv[1]\n";
  const auto result = run_process({python, "-c", head + script, path.string()});
  INFO(result.err);
  REQUIRE(result.status == 0);
  return result.out;
}

using Doubles = std::vector<double>;
using Floats = std::vector<float>;

// W1 is 3 x 4, b1 3 x 1.
std::vector<NamedArray> sample() {
  Doubles W1(12);
  for (std::size_t i = 0; i < W1.size(); ++i) W1[i] = std::sqrt(double(i)) - 1.0 / 3.0;
  W1[0] = -0.0;
  W1[1] = std::numeric_limits<double>::denorm_min();
  W1[2] = std::numeric_limits<double>::infinity();
  return {{"W1", {3, 4}, W1},
          {"b1", {3, 1}, Floats{0.1F, -2.5F, std::numeric_limits<float>::max()}}};
}

// An array of zeros.
NamedArray zeros(const std::string& name, std::uint64_t rows, std::uint64_t columns) {
  return {name, {rows, columns}, Doubles(rows * columns)};
}

// Makes an .npz with one entry A.npy of the given header text and number of data bytes.
void write_crafted(const fs::path& path, const std::string& header, std::size_t data_bytes) {
  run_python("h = b'" + header + "\\n'\n" +
                 "body = b'\\x93NUMPY\\x01\\x00' + len(h).to_bytes(2, 'little') + h + bytes(" +
                 std::to_string(data_bytes) + ")\n" +
                 "zipfile.ZipFile(path, 'w').writestr('A.npy', body)\n",
             path);
}

std::string message_of(const fs::path& path) {
  try {
    read_npz(path);
  } catch (const Error& error) {
    const std::string text = error.what();
    const std::string start = path.string() + ": ";
    CHECK(text.substr(0, start.size()) == start);
    return text.substr(std::min(start.size(), text.size()));
  }
  return "nothing was wrong";
}

std::string crafted_message(const std::string& header, std::size_t data_bytes) {
  const TemporaryFolder folder;
  write_crafted(folder / "x.npz", header, data_bytes);
  return message_of(folder / "x.npz");
}

}  // namespace

TEST_CASE("Arrays come back bit by bit with their names, order and precision", "[npz]") {
  const TemporaryFolder folder;
  for (const auto compression : {NpzCompression::stored, NpzCompression::deflated}) {
    write_npz(folder / "x.npz", sample(), compression);
    const auto arrays = read_npz(folder / "x.npz");
    REQUIRE(arrays.size() == 2);
    CHECK(arrays[0].name == "W1");
    CHECK(arrays[1].name == "b1");
    const auto expected = sample();
    CHECK(arrays[0].shape == std::vector<std::uint64_t>{3, 4});
    const auto& W1 = std::get<Doubles>(arrays[0].values);
    CHECK(std::memcmp(W1.data(), std::get<Doubles>(expected[0].values).data(),
                      W1.size() * sizeof(double)) == 0);
    CHECK(std::get<Floats>(arrays[1].values) == std::get<Floats>(expected[1].values));
  }
}

TEST_CASE("Integers, bytes, vectors and single numbers come back with their types", "[npz]") {
  const TemporaryFolder folder;
  const std::vector<std::int64_t> integers = {-1, std::int64_t{1} << 62};
  const std::vector<std::uint32_t> words = {0, 0xffffffff};
  write_npz(folder / "x.npz", std::vector<NamedArray>{runner::vector_array("i", integers),
                                                      runner::vector_array("w", words),
                                                      runner::scalar_array("b", std::uint8_t{255}),
                                                      runner::scalar_array("d", 0.1)});
  const auto arrays = read_npz(folder / "x.npz");
  CHECK(std::get<std::vector<std::int64_t>>(find_array(arrays, "i")->values) == integers);
  CHECK(std::get<std::vector<std::uint32_t>>(find_array(arrays, "w")->values) == words);
  CHECK(std::get<std::vector<std::uint8_t>>(find_array(arrays, "b")->values).at(0) == 255);
  CHECK(find_array(arrays, "d")->shape.empty());
  if (!has_numpy()) return;
  CHECK(run_python("a = np.load(path)\n"
                   "print(a['i'].dtype, a['i'].shape, a['w'].dtype, a['b'].dtype, a['b'].shape, "
                   "int(a['i'][1]), a['d'] == 0.1)\n",
                   folder / "x.npz") == "int64 (2,) uint32 uint8 () 4611686018427387904 True\n");
}

TEST_CASE("NaN and empty arrays come back", "[npz]") {
  const TemporaryFolder folder;
  write_npz(folder / "x.npz",
            std::vector<NamedArray>{runner::scalar_array("n", std::nan("")), zeros("e", 0, 5)});
  const auto arrays = read_npz(folder / "x.npz");
  CHECK(std::isnan(std::get<Doubles>(arrays[0].values)[0]));
  CHECK(arrays[1].rows() == 0);
  CHECK(arrays[1].columns() == 5);
}

TEST_CASE("Equal arrays make equal files, whenever they are written", "[npz]") {
  const TemporaryFolder folder;
  write_npz(folder / "a.npz", sample());
  ::setenv("TZ", "Pacific/Kiritimati", 1);
  ::tzset();
  write_npz(folder / "b.npz", sample());
  ::unsetenv("TZ");
  ::tzset();
  CHECK(read_file(folder / "a.npz") == read_file(folder / "b.npz"));
  CHECK(run_python("print(zipfile.ZipFile(path).infolist()[0].date_time)", folder / "a.npz") ==
        "(1980, 1, 1, 0, 0, 0)\n");
}

TEST_CASE("NumPy reads what is written bit by bit", "[npz]") {
  if (!has_numpy()) return;
  const TemporaryFolder folder;
  for (const auto compression : {NpzCompression::stored, NpzCompression::deflated}) {
    write_npz(folder / "x.npz", sample(), compression);
    const auto W1 = std::get<Doubles>(sample()[0].values);
    const std::string bytes = run_python(
        "a = np.load(path)\n"
        "assert list(a) == ['W1', 'b1'], list(a)\n"
        "assert a['W1'].shape == (3, 4) and a['W1'].dtype == np.float64\n"
        "assert a['W1'].flags.f_contiguous\n"
        "assert a['b1'].shape == (3, 1) and a['b1'].dtype == np.float32\n"
        "assert a['b1'][0, 0] == np.float32(0.1)\n"
        "sys.stdout.buffer.write(a['W1'].tobytes(order='F'))\n",
        folder / "x.npz");
    CHECK(bytes == std::string(reinterpret_cast<const char*>(W1.data()), W1.size() * 8));
  }
}

TEST_CASE("What NumPy writes is read, in C and Fortran order, compressed or not", "[npz]") {
  if (!has_numpy()) return;
  const TemporaryFolder folder;
  for (const std::string function : {"savez", "savez_compressed"}) {
    run_python("np." + function +
                   "(path, c=np.arange(6.0).reshape(2, 3), "
                   "f=np.asfortranarray(np.arange(6, dtype='<f4').reshape(2, 3)), "
                   "v=np.array([1.5, 2.5]), s=np.float64(7), e=np.zeros((0, 3)))\n",
               folder / "x.npz");
    const auto arrays = read_npz(folder / "x.npz");
    REQUIRE(arrays.size() == 5);
    // Column by column.
    CHECK(std::get<Doubles>(find_array(arrays, "c")->values) == Doubles{0, 3, 1, 4, 2, 5});
    CHECK(std::get<Floats>(find_array(arrays, "f")->values) == Floats{0, 3, 1, 4, 2, 5});
    CHECK(find_array(arrays, "v")->rows() == 2);
    CHECK(find_array(arrays, "v")->columns() == 1);
    CHECK(std::get<Doubles>(find_array(arrays, "s")->values) == Doubles{7});
    CHECK(find_array(arrays, "e")->columns() == 3);
    CHECK(find_array(arrays, "x") == nullptr);
  }
}

TEST_CASE("A write that fails leaves the old file", "[npz]") {
  const TemporaryFolder folder;
  CHECK_THROWS_WITH(write_npz(folder / "no/x.npz", sample()), contains("cannot be written"));
}

TEST_CASE("A file that is missing or not a zip archive is refused", "[npz]") {
  const TemporaryFolder folder;
  CHECK(message_of(folder / "x.npz") == "the file does not exist.");
  CHECK(message_of(folder.path()) == "the file cannot be read: it is not a regular file.");
  write_file(folder / "x.npz", "text");
  CHECK(message_of(folder / "x.npz") == "the file cannot be read as .npz: Not a zip archive.");
}

TEST_CASE("A truncated file is refused, wherever it ends", "[npz]") {
  const TemporaryFolder folder;
  write_npz(folder / "x.npz", sample());
  const std::string whole = read_file(folder / "x.npz");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    write_file(folder / "cut.npz", whole.substr(0, size));
    CHECK_THROWS_AS(read_npz(folder / "cut.npz"), Error);
  }
}

TEST_CASE("A changed byte of an array is detected", "[npz]") {
  const TemporaryFolder folder;
  write_npz(folder / "x.npz", sample());
  std::string bytes = read_file(folder / "x.npz");
  const std::size_t end_of_header = bytes.find("}");
  bytes[bytes.find('\n', end_of_header) + 20] ^= 1;
  write_file(folder / "x.npz", bytes);
  CHECK(message_of(folder / "x.npz") ==
        "the array 'W1' cannot be read: it is damaged (CRC error).");
}

TEST_CASE("A shape that does not match the entry is refused before memory is allocated", "[npz]") {
  CHECK(crafted_message("{\"descr\": 1}", 0) ==
        "the array 'A' cannot be read: its header is damaged.");
  CHECK(crafted_message("{\\'descr\\': \\'<f8\\', \\'fortran_order\\': False, \\'shape\\': (2, 3)}",
                        40) ==
        "the array 'A' cannot be read: its shape is 2 x 3 of 8 bytes each, but it has 40 "
        "bytes.");
  CHECK(crafted_message("{\\'descr\\': \\'<f8\\', \\'fortran_order\\': False, \\'shape\\': "
                        "(4294967296, 4294967296)}",
                        0) ==
        "the array 'A' cannot be read: its shape is 4294967296 x "
        "4294967296 of 8 bytes each, but it has 0 bytes.");
  CHECK(crafted_message("{\\'descr\\': \\'<f8\\', \\'fortran_order\\': False, \\'shape\\': "
                        "(99999999999999999999,)}",
                        8) == "the array 'A' cannot be read: its header is damaged.");
}

TEST_CASE("Other elements and more dimensions are refused by name", "[npz]") {
  for (const std::string type : {"<i4", ">f8", "<f2", "|O"}) {
    CHECK(crafted_message(
              "{\\'descr\\': \\'" + type + "\\', \\'fortran_order\\': False, \\'shape\\': (1,)}",
              8) == "the array 'A' cannot be read: its elements are '" + type +
                        "', not '<f8', '<f4', '<i8', '<u4' or '|u1'.");
  }
  CHECK(crafted_message(
            "{\\'descr\\': \\'<f8\\', \\'fortran_order\\': False, \\'shape\\': (1, 1, 1)}", 8) ==
        "the array 'A' cannot be read: it has 3 dimensions; at most 2 can be read.");
}

TEST_CASE("An entry that is not an array is refused", "[npz]") {
  const TemporaryFolder folder;
  run_python("zipfile.ZipFile(path, 'w').writestr('A.npy', b'neither fish nor fowl')",
             folder / "x.npz");
  CHECK(message_of(folder / "x.npz") ==
        "the array 'A' cannot be read: it does not begin like an .npy file.");
  run_python("zipfile.ZipFile(path, 'w').writestr('A.txt', b'text')", folder / "x.npz");
  CHECK(message_of(folder / "x.npz") ==
        "the array 'A.txt' cannot be read: its name does not end in .npy.");
  run_python("zipfile.ZipFile(path, 'w').writestr('A.npy', b'')", folder / "x.npz");
  CHECK(message_of(folder / "x.npz") ==
        "the array 'A' cannot be read: it is too short for an array.");
}

TEST_CASE("A header that claims to be longer than its entry is refused", "[npz]") {
  const TemporaryFolder folder;
  run_python(
      "zipfile.ZipFile(path, 'w').writestr('A.npy', b'\\x93NUMPY\\x01\\x00\\xff\\xff{  }\\n')",
      folder / "x.npz");
  CHECK(message_of(folder / "x.npz") == "the array 'A' cannot be read: it ends within its header.");
  run_python(
      "zipfile.ZipFile(path, 'w').writestr('A.npy', b'\\x93NUMPY\\x02\\x00\\xff\\xff\\xff\\xff{  "
      "}\\n')",
      folder / "x.npz");
  CHECK(message_of(folder / "x.npz") ==
        "the array 'A' cannot be read: its header is longer than 64 KiB.");
}

TEST_CASE("A size that the compressed bytes cannot make is refused", "[npz]") {
  const TemporaryFolder folder;
  write_npz(folder / "x.npz", std::vector{zeros("A", 100, 100)}, NpzCompression::deflated);
  std::string bytes = read_file(folder / "x.npz");
  const std::size_t central = bytes.find("PK\x01\x02");
  REQUIRE(central != std::string::npos);
  bytes.replace(central + 24, 4, "\x00\x00\x00\xe0", 4);  // uncompressed size
  write_file(folder / "x.npz", bytes);
  CHECK_THAT(message_of(folder / "x.npz"),
             contains("the array 'A' cannot be read: it claims to have 3758096384 bytes, more "
                      "than its "));
}

TEST_CASE("Two arrays of one name are refused", "[npz]") {
  const TemporaryFolder folder;
  write_npz(folder / "x.npz", std::vector{zeros("A1", 1, 1), zeros("A2", 1, 1)});
  std::string bytes = read_file(folder / "x.npz");
  for (std::size_t at = 0; (at = bytes.find("A2.npy", at)) != std::string::npos;)
    bytes[at + 1] = '1';
  write_file(folder / "x.npz", bytes);
  CHECK(message_of(folder / "x.npz") ==
        "the array 'A1' cannot be read: another array has the same name.");
}

}  // namespace runner::test::npz_test
