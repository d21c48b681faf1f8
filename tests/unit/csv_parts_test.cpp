#include "formats/csv_parts.hpp"

#include <latch>

#include "formats/csv_reader.hpp"
#include "support/catch.hpp"
#include "support/data_files.hpp"

namespace runner::test::csv_parts_test {

using runner::Error;
using runner::ErrorCode;
using runner::formats::CsvBlock;
using runner::formats::CsvBlocks;
using runner::formats::CsvCell;
using runner::formats::CsvParts;
using runner::formats::CsvReader;
using runner::formats::GzipReader;
using runner::test::gzipped;

namespace {

// Ways to read a table; all must give the same.
struct Way {
  std::size_t block_bytes;
  unsigned threads;
};

std::vector<Way> ways(std::size_t table_bytes) {
  std::vector<Way> all;
  for (std::size_t bytes = 1; bytes <= table_bytes + 1; ++bytes) {
    for (const unsigned threads : {1U, 2U, 7U}) all.push_back({bytes, threads});
  }
  return all;
}

// Rows as texts, "LINE:COLUMN CELL|..." each.
struct Rows {
  std::vector<std::string> texts;
  std::uint64_t rows() const { return texts.size(); }
};

// A row is bad if it has a cell x.
void parse(const CsvBlock& block, Rows& rows) {
  CsvReader reader("FILE", block);
  while (reader.next_line()) {
    std::string text;
    for (CsvCell cell; reader.next_cell(cell);) {
      if (cell.text == "x") reader.fail(cell.column, "here is an x.");
      text += (text.empty() ? reader.place(cell.column) + " " : "|") + std::string(cell.text);
    }
    rows.texts.push_back(text);
  }
}

// The rows read, one a line, or the error.
std::string outcome(const std::string& table, Way way, std::uint64_t limit = 0) {
  const std::span bytes(reinterpret_cast<const std::uint8_t*>(table.data()), table.size());
  CsvBlocks blocks(GzipReader("FILE", bytes), way.block_bytes);
  CsvBlock first;
  std::string all;
  try {
    if (!blocks.next(first)) return "no block";
    CsvParts<Rows> parts(blocks, limit, parse);
    std::uint64_t count = 0;
    for (const Rows& part : parts.read(std::move(first), way.threads)) {
      for (const std::string& row : part.texts) {
        if (limit == 0 || count++ < limit) all += row + "\n";
      }
    }
  } catch (const Error& error) {
    return error.what();
  }
  return all;
}

}  // namespace

TEST_CASE("Rows are the same wherever blocks end, on any number of threads", "[csv]") {
  const std::string table =
      "\xEF\xBB\xBF"
      "a,b\r\n1, 22 ,333\n\"4,\"\"4\",5\n\n";
  const std::string cells = "FILE:1:1 a|b\nFILE:2:1 1|22|333\nFILE:3:2 4,\"4|5\n";
  for (const Way way : ways(table.size())) {
    CAPTURE(way.block_bytes, way.threads);
    CHECK(outcome(table, way) == cells);
    CHECK(outcome(gzipped(table), way) == cells);
  }
}

TEST_CASE("The first bad row of the file is the error, whichever thread finds one first", "[csv]") {
  const std::string table = "1,2\n3,4\n5,6\n7,x\n8,9\nx,x\n1,2\n3,x\n4,5\n";
  for (const Way way : ways(table.size())) {
    CAPTURE(way.block_bytes, way.threads);
    CHECK(outcome(table, way) == "FILE:4:3: here is an x.");
  }
}

TEST_CASE("An empty line is an error at its place", "[csv]") {
  const std::string table = "1,2\n\r\n\n3,4\nx\n";
  for (const Way way : ways(table.size())) {
    CAPTURE(way.block_bytes, way.threads);
    CHECK(outcome(table, way) == "FILE:2:1: this line is empty but others follow; remove it.");
    CHECK(outcome("x\n" + table, way) == "FILE:1:1: here is an x.");
  }
}

TEST_CASE("Errors behind the limit are ignored", "[csv]") {
  const std::string table = "1,2\n3,4\nx\n5,6\n\n7\n";
  for (const Way way : ways(table.size())) {
    CAPTURE(way.block_bytes, way.threads);
    CHECK(outcome(table, way, 1) == "FILE:1:1 1|2\n");
    CHECK(outcome(table, way, 2) == "FILE:1:1 1|2\nFILE:2:1 3|4\n");
    CHECK(outcome(table, way, 3) == "FILE:3:1: here is an x.");
  }
}

TEST_CASE("A damaged file is an error after the rows before the damage", "[csv]") {
  std::string table;
  for (int i = 0; i < 1000; ++i) table += std::to_string(i * i) + "\n";
  std::string packed = gzipped(table);
  packed[packed.size() - 8] ^= 1;
  for (const unsigned threads : {1U, 2U, 7U}) {
    CHECK(outcome(packed, {100, threads}) ==
          "FILE: this file is damaged: its contents do not match its checksum; download or copy it "
          "again.");
    CHECK(outcome(packed, {100, threads}, 2) == "FILE:1:1 0\nFILE:2:1 1\n");
  }
}

TEST_CASE("Nothing is parsed behind the limit or an error", "[csv]") {
  for (const std::string table : {"1\n2\n3\n4\n", "1\nx\n3\n4\n"}) {
    const std::span bytes(reinterpret_cast<const std::uint8_t*>(table.data()), table.size());
    CsvBlocks blocks(GzipReader("FILE", bytes), 1);
    CsvBlock first;
    REQUIRE(blocks.next(first));
    int parsed = 0;
    CsvParts<Rows> parts(blocks, 2, [&](const CsvBlock& block, Rows& rows) {
      ++parsed;
      parse(block, rows);
    });
    try {
      parts.read(std::move(first), 1);
    } catch (const Error&) {
      CHECK(table[2] == 'x');
    }
    CHECK(parsed == 2);
  }
}

TEST_CASE("Blocks are parsed at the same time", "[csv]") {
  const std::string table = "1\n2\n";
  const std::span bytes(reinterpret_cast<const std::uint8_t*>(table.data()), table.size());
  CsvBlocks blocks(GzipReader("FILE", bytes), 1);
  CsvBlock first;
  REQUIRE(blocks.next(first));
  std::latch both(2);
  CsvParts<Rows> parts(blocks, 0, [&](const CsvBlock& block, Rows& rows) {
    both.arrive_and_wait();
    parse(block, rows);
  });
  CHECK(parts.read(std::move(first), 2).size() >= 2);
}

TEST_CASE("Any exception of a parser is rethrown", "[csv]") {
  const std::string table = "1\n2\n3\n";
  const std::span bytes(reinterpret_cast<const std::uint8_t*>(table.data()), table.size());
  CsvBlocks blocks(GzipReader("FILE", bytes), 1);
  CsvBlock first;
  REQUIRE(blocks.next(first));
  CsvParts<Rows> parts(blocks, 0, [](const CsvBlock&, Rows&) { throw std::bad_alloc(); });
  CHECK_THROWS_AS(parts.read(std::move(first), 3), std::bad_alloc);
}

}  // namespace runner::test::csv_parts_test
