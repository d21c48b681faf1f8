// A table of comma-separated values cut into blocks of whole lines, which can be parsed apart from
// each other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "formats/gzip_reader.hpp"

namespace runner::formats {

// Lines of a table, the last of which is not empty.
struct CsvBlock {
  std::string_view text;         // in buffer
  std::uint64_t first_line = 1;  // of the file, from 1
  std::vector<char> buffer;      // keeps its memory from one block to the next

  void leave_out_first_line() {
    const std::size_t line_end = text.find('\n');
    text = line_end == std::string_view::npos ? std::string_view() : text.substr(line_end + 1);
    ++first_line;
  }
};

// Reads a file block after block; a file that is gzipped is inflated on the way. The file is read
// rather than mapped: one that shrinks while it is mapped ends the program with SIGBUS. A UTF-8
// byte order mark at the start and empty lines at the end are left out. Memory use depends on
// `block_bytes` and the longest line.
class CsvBlocks {
 public:
  static constexpr std::size_t default_block_bytes = 1 << 18;

  // Blocks have `block_bytes` bytes, or fewer to end with a line, or as many as one line has.
  explicit CsvBlocks(GzipReader reader, std::size_t block_bytes = default_block_bytes);

  // Makes `block` the next one; false when there are no more. Throws FormatError: a damaged file, a
  // line too long to be one, or empty lines that others follow. To be called no more after that.
  bool next(CsvBlock& block);

  // An upper bound of the number of blocks, from the size of the file.
  std::uint64_t max_blocks() const { return reader_.max_bytes() / block_bytes_ + 1; }

  const std::string& name() const { return reader_.name(); }

 private:
  bool fill(CsvBlock& block);
  void leave_out_mark(CsvBlock& block);
  void leave_out_empty_lines(CsvBlock& block);

  GzipReader reader_;
  std::size_t block_bytes_;
  std::vector<char> rest_;        // what was read of the next block
  std::uint64_t next_line_ = 1;   // where the next block begins
  std::uint64_t empty_line_ = 0;  // first of the empty lines before the next block; 0: none
};

}  // namespace runner::formats
