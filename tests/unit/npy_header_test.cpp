#include "formats/npy_header.hpp"

#include "support/catch.hpp"
#include "support/data_files.hpp"

namespace runner::test::npy_header_test {

using runner::Error;
using runner::formats::npy_header_bytes;
using runner::formats::NpyHeader;
using runner::formats::read_npy_header;
using runner::formats::write_npy_header;
using runner::test::npy_bytes;

namespace {

NpyHeader read(const std::string& bytes) {
  return read_npy_header(std::as_bytes(std::span(bytes)));
}

// A header of version 1.0 whose text is `dictionary`.
NpyHeader read_dictionary(const std::string& dictionary) {
  return read(std::string("\x93NUMPY\x01\x00", 8) + static_cast<char>(dictionary.size()) + '\0' +
              dictionary);
}

}  // namespace

TEST_CASE("A written header has a multiple of 64 bytes and ends with a line feed", "[npy]") {
  for (std::uint64_t rows = 1; rows < 10'000'000'000; rows *= 10) {
    const std::string header = write_npy_header({"<f8", true, {rows, 3}});
    CHECK(header.size() % 64 == 0);
    CHECK(header.back() == '\n');
    CHECK(npy_header_bytes(std::as_bytes(std::span(header))) == header.size());
    CHECK(read(header) == NpyHeader{"<f8", true, {rows, 3}});
  }
}

// Bytes 10 and on of what np.save writes for np.zeros(5, 'f4') and np.zeros((2, 3), 'u1', 'F').
TEST_CASE("A header is written as NumPy writes it", "[npy]") {
  CHECK(write_npy_header({"<f4", false, {5}}).substr(10, 58) ==
        "{'descr': '<f4', 'fortran_order': False, 'shape': (5,), } ");
  CHECK(write_npy_header({"|u1", true, {2, 3}}).substr(10, 59) ==
        "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3), } ");
}

TEST_CASE("Any type and shape are read", "[npy]") {
  CHECK(read(npy_bytes("|u1", "(60000, 28, 28)", "")) == NpyHeader{"|u1", false, {60000, 28, 28}});
  CHECK(read(npy_bytes(">i4", "(3,)", "", true)) == NpyHeader{">i4", true, {3}});
  CHECK(read(npy_bytes("|O", "()", "")) == NpyHeader{"|O", false, {}});
}

TEST_CASE("Versions 2.0 and 3.0 have a length of four bytes", "[npy]") {
  const std::string dictionary = "{'descr': '<f8', 'fortran_order': False, 'shape': (1,)}\n";
  for (const char version : {'\2', '\3'}) {
    const std::string bytes = std::string("\x93NUMPY") + version + '\0' +
                              static_cast<char>(dictionary.size()) + std::string(3, '\0') +
                              dictionary;
    CHECK(read(bytes) == NpyHeader{"<f8", false, {1}});
  }
}

TEST_CASE("Keys come in any order, each once, and no others", "[npy]") {
  CHECK(read_dictionary("{'shape': (2, 3), 'fortran_order': True, 'descr': '<f8'}") ==
        NpyHeader{"<f8", true, {2, 3}});
  for (const std::string dictionary :
       {"{'descr': '<f8', 'fortran_order': True}",
        "{'descr': '<f8', 'descr': '<f8', 'fortran_order': True, 'shape': ()}",
        "{'descr': '<f8', 'fortran_order': True, 'shape': (), 'x': 1}",
        "{'descr': '<f8', 'fortran_order': 1, 'shape': ()}",
        "{'descr': '<f8', 'fortran_order': True, 'shape': (-1,)}",
        "{'descr': '<f8', 'fortran_order': True, 'shape': ()} x", "{'descr': '<f8", "{}"}) {
    CAPTURE(dictionary);
    CHECK_THROWS_WITH(read_dictionary(dictionary), "its header is damaged");
  }
}

TEST_CASE("Structures, other versions and other files are refused", "[npy]") {
  CHECK_THROWS_WITH(
      read_dictionary("{'descr': [('a', '<f8')], 'fortran_order': True, 'shape': ()}"),
      "its elements are structures, not numbers");
  CHECK_THROWS_WITH(read(std::string("\x93NUMPY\x04\x00\x02\x00{}", 12)),
                    "it has version 4.0 of the .npy format, but only 1.0, 2.0 and 3.0 can be read");
  CHECK_THROWS_WITH(read("PK and other text"), "it does not begin like an .npy file");
  CHECK_THROWS_AS(read(""), Error);
}

}  // namespace runner::test::npy_header_test
