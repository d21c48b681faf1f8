#include "formats/csv_reader.hpp"

#include "formats/csv_values.hpp"
#include "support/catch.hpp"

namespace runner::test::csv_reader_test {

using runner::formats::CsvBlock;
using runner::formats::CsvCell;
using runner::formats::CsvReader;

namespace {

using Bytes = std::vector<std::uint8_t>;

CsvBlock block_of(std::string_view text) { return {text, 1, {}}; }

// What next_bytes() reads from a line into a span of that size.
Bytes bytes_of(std::string_view line, std::size_t room = 100) {
  const CsvBlock block = block_of(line);
  CsvReader reader("FILE", block);
  reader.next_line();
  Bytes bytes(room);
  bytes.resize(reader.next_bytes(bytes));
  return bytes;
}

// The cell after those that next_bytes() reads.
std::string next_after_bytes(std::string_view line) {
  const CsvBlock block = block_of(line);
  CsvReader reader("FILE", block);
  reader.next_line();
  Bytes bytes(100);
  reader.next_bytes(bytes);
  CsvCell cell;
  return reader.next_cell(cell) ? std::string(cell.text) : "no cell";
}

std::string line_of(const Bytes& bytes) {
  std::string line;
  for (const unsigned byte : bytes) line += (line.empty() ? "" : ",") + std::to_string(byte);
  return line;
}

// What next_bytes() and next_cell_uint() read together.
Bytes all_bytes_of(std::string_view line) {
  const CsvBlock block = block_of(line);
  CsvReader reader("FILE", block);
  reader.next_line();
  Bytes bytes(1000);
  std::size_t count = reader.next_bytes(bytes);
  for (std::uint32_t number = 0; next_cell_uint(reader, {"pixel", 255}, number);) {
    bytes[count++] = static_cast<std::uint8_t>(number);
    count += reader.next_bytes(std::span(bytes).subspan(count));
  }
  bytes.resize(count);
  return bytes;
}

}  // namespace

TEST_CASE("Bytes are read together except at the line's end", "[csv]") {
  CHECK(bytes_of("1,22,255,007,0,5,6,7") == Bytes{1, 22, 255, 7, 0, 5});
  CHECK(bytes_of("1,2") == Bytes{});
  CHECK(bytes_of("100") == Bytes{});
  CHECK(bytes_of("100,") == Bytes{100});
}

TEST_CASE("No more bytes are read than there is room for", "[csv]") {
  CHECK(bytes_of("1,2,3,4,5,6,7", 2) == Bytes{1, 2});
  CHECK(bytes_of("0,0,0,0,0,0,0,0,0,0,0,0,0,0", 7) == Bytes(7, 0));
  CHECK(bytes_of("0,0,0,0,0,0,0,0,0,0,0,0,0,0", 0) == Bytes{});
}

TEST_CASE("Reading bytes stops at a cell that is not a byte", "[csv]") {
  for (const std::string cell : {"256", "999", "0001", "-1", "x", "1x", "12x", "0.5", "+1"}) {
    CAPTURE(cell);
    CHECK(bytes_of("7," + cell + ",8,9,10") == Bytes{7});
    CHECK(next_after_bytes("7," + cell + ",8,9,10") == cell);
  }
  CHECK(bytes_of("7, 8,9,10,11") == Bytes{7});
  CHECK(bytes_of("7,\"8\",9,10,11") == Bytes{7});
  CHECK(next_after_bytes("7,,8,9,10") == "");
}

TEST_CASE("Bytes stay on their line", "[csv]") {
  CHECK(bytes_of("1,2\n3,4,5,6\n") == Bytes{});
  CHECK(bytes_of("0,0,0,0\n0,0,0,0,0,0,0,0,0,0") == Bytes{0, 0});
  CHECK(bytes_of("0,0,0,0,0,0,0,0,") == Bytes(8, 0));
  CHECK(next_after_bytes("0,0,0,0,0,0,0,0,\n1") == "");
}

TEST_CASE("Bytes are the same with any number of zeros before and after them", "[csv]") {
  for (std::size_t before = 0; before < 20; ++before) {
    for (std::size_t after = 0; after < 20; ++after) {
      Bytes bytes(before, 0);
      bytes.insert(bytes.end(), {1, 0, 23, 255});
      bytes.resize(bytes.size() + after, 0);
      CAPTURE(before, after);
      CHECK(all_bytes_of(line_of(bytes)) == bytes);
      CHECK(all_bytes_of(line_of(bytes) + "\r\n1,2\n") == bytes);
    }
  }
}

TEST_CASE("Every byte is read as it is", "[csv]") {
  Bytes bytes;
  for (unsigned value = 0; value < 256; ++value) bytes.push_back(static_cast<std::uint8_t>(value));
  CHECK(all_bytes_of(line_of(bytes)) == bytes);
}

TEST_CASE("There are no bytes behind the last cell", "[csv]") {
  const CsvBlock block = block_of("1");
  CsvReader reader("FILE", block);
  reader.next_line();
  std::uint32_t number = 0;
  REQUIRE(reader.next_digits(9, number));
  Bytes bytes(3);
  CHECK(reader.next_bytes(bytes) == 0);
}

TEST_CASE("Lines are counted from the block's first one", "[csv]") {
  const CsvBlock block{std::string_view("a,b\n c,d\n\nx"), 17, {}};
  CsvReader reader("FILE", block);
  REQUIRE(reader.next_line());
  CHECK(reader.place(3) == "FILE:17:3");
  REQUIRE(reader.next_line());
  CsvCell cell;
  REQUIRE(reader.next_cell(cell));
  CHECK(reader.place(cell.column) == "FILE:18:2");
  CHECK_THROWS_WITH(reader.next_line(),
                    "FILE:19:1: this line is empty but others follow; remove it.");
}

}  // namespace runner::test::csv_reader_test
