#include "formats/csv_blocks.hpp"

#include "support/catch.hpp"
#include "support/data_files.hpp"

namespace runner::test::csv_blocks_test {

using runner::Error;
using runner::ErrorCode;
using runner::formats::CsvBlock;
using runner::formats::CsvBlocks;
using runner::formats::GzipReader;
using runner::test::DataFolder;
using runner::test::gzipped;

namespace {

using Texts = std::vector<std::string>;

// The table must outlive the blocks.
CsvBlocks blocks_of(const std::string& table, std::size_t block_bytes) {
  const std::span bytes(reinterpret_cast<const std::uint8_t*>(table.data()), table.size());
  return CsvBlocks(GzipReader("FILE", bytes), block_bytes);
}

Texts texts(const std::string& table, std::size_t block_bytes) {
  CsvBlocks blocks = blocks_of(table, block_bytes);
  Texts found;
  for (CsvBlock block; blocks.next(block);) found.emplace_back(block.text);
  return found;
}

std::string join(const Texts& parts) {
  std::string all;
  for (const std::string& part : parts) all += part;
  return all;
}

std::string error_of(const std::string& table, std::size_t block_bytes) {
  try {
    texts(table, block_bytes);
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace

TEST_CASE("Blocks end where a line ends", "[csv]") {
  CHECK(texts("a,b\nc,d\ne,f\n", 1) == Texts{"a,b\n", "c,d\n", "e,f\n"});
  CHECK(texts("a,b\nc,d\ne,f\n", 9) == Texts{"a,b\nc,d\n", "e,f\n"});
  CHECK(texts("a,b\nc,d\ne,f\n", 100) == Texts{"a,b\nc,d\ne,f\n"});
}

TEST_CASE("The last line needs no line end", "[csv]") {
  CHECK(texts("a,b\nc,d", 1) == Texts{"a,b\n", "c,d"});
  CHECK(texts("a", 1) == Texts{"a"});
}

TEST_CASE("A table is the concatenation of its blocks of any size", "[csv]") {
  const std::string table = "label,p\r\n1,2\n\"3\",\"\"\"\"\n4444444,5\n6,7";
  for (std::size_t size = 1; size <= table.size() + 1; ++size) {
    CAPTURE(size);
    CHECK(join(texts(table, size)) == table);
    CHECK(join(texts(gzipped(table), size)) == table);
  }
}

TEST_CASE("A block knows the number of its first line", "[csv]") {
  const std::string table = "a\nbb\nccc\ndddd\nccccc\n";
  for (std::size_t size = 1; size <= table.size() + 1; ++size) {
    CAPTURE(size);
    CsvBlocks blocks = blocks_of(table, size);
    std::uint64_t line = 1;
    for (CsvBlock block; blocks.next(block);) {
      CHECK(block.first_line == line);
      line += static_cast<std::uint64_t>(std::count(block.text.begin(), block.text.end(), '\n'));
    }
    CHECK(line == 6);
  }
}

TEST_CASE("A block is reused for longer and shorter lines", "[csv]") {
  const std::string long_line(1000, 'x');
  CHECK(texts("a\n" + long_line + "\nb\n", 2) == Texts{"a\n", long_line + "\nb\n"});
}

TEST_CASE("A byte order mark is not part of a block", "[csv]") {
  for (std::size_t size = 1; size <= 10; ++size) {
    CAPTURE(size);
    CHECK(join(texts("\xEF\xBB\xBF"
                     "a\nb\n",
                     size)) == "a\nb\n");
    CHECK(texts("\xEF\xBB\xBF", size).empty());
  }
}

TEST_CASE("A byte order mark that is not at the start is text", "[csv]") {
  CHECK(texts("a\n\xEF\xBB\xBF\n", 1) == Texts{"a\n", "\xEF\xBB\xBF\n"});
}

TEST_CASE("Empty lines at the end are not part of a block", "[csv]") {
  for (std::size_t size = 1; size <= 12; ++size) {
    CAPTURE(size);
    CHECK(join(texts("a\nb\n\n\r\n\n", size)) == "a\nb\n");
    CHECK(join(texts("a\nb\n\r", size)) == "a\nb\n");
    CHECK(texts("\n\r\n\n", size).empty());
    CHECK(texts("", size).empty());
  }
}

TEST_CASE("A line of carriage returns alone is not empty", "[csv]") {
  CHECK(texts("a\n\r\r\n", 100) == Texts{"a\n\r\r\n"});
}

TEST_CASE("An empty line is an error if a later block has lines", "[csv]") {
  const std::string message = "FILE:2:1: this line is empty but others follow; remove it.";
  CHECK(error_of("a\n\nb\n", 1) == message);
  CHECK(error_of("a\n\r\n\n\n\nb", 1) == message);
  CHECK(error_of("a\n\n\n\n\nb\n", 3) == message);
}

TEST_CASE("Empty lines before others in the same block are left to its reader", "[csv]") {
  CHECK(texts("a\n\nb\n", 100) == Texts{"a\n\nb\n"});
}

TEST_CASE("A line without end is refused with its number", "[csv]") {
  CHECK(error_of("1,2\n" + std::string(70'000'000, '1'), 1 << 18) ==
        "FILE: line 2 is longer than 67108864 bytes; this is not a table of values.");
}

TEST_CASE("The bound on the number of blocks follows from the file's size", "[csv]") {
  CHECK(blocks_of("12345678", 4).max_blocks() == 3);
  CHECK(blocks_of("", 4).max_blocks() == 1);
}

TEST_CASE("The first line can be removed from a block", "[csv]") {
  const std::string table = "a,b\nc\nd";
  CsvBlocks blocks = blocks_of(table, 100);
  CsvBlock block;
  REQUIRE(blocks.next(block));
  block.remove_first_line();
  CHECK(block.text == "c\nd");
  CHECK(block.first_line == 2);
  block.remove_first_line();
  block.remove_first_line();
  CHECK(block.text.empty());
  CHECK(block.first_line == 4);
}

}  // namespace runner::test::csv_blocks_test
