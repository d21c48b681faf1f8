// A table of separated values, cut into blocks of whole lines that can be parsed
// independently.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "formats/table_file.hpp"

namespace runner::formats {

// Lines of a table; the last one is not empty.
struct CsvBlock {
  std::string_view text;         // in buffer
  std::uint64_t first_line = 1;  // its number in the file, from 1
  std::vector<char> buffer;      // keeps its memory from one block to the next

  void remove_first_line() {
    const std::size_t line_end = text.find('\n');
    text = line_end == std::string_view::npos ? std::string_view() : text.substr(line_end + 1);
    ++first_line;
  }
};

// Reads a file block by block, unpacked if it is gzipped or in a zip archive. Drops a UTF-8 byte
// order mark at the start and empty lines at the end. Memory use depends on `block_bytes` and the
// longest line. The file is read rather than mapped, since a mapped file that shrinks ends the
// program with SIGBUS.
class CsvBlocks {
 public:
  static constexpr std::size_t default_block_bytes = 1 << 18;

  // A block has as many whole lines as fit into `block_bytes`, or one longer line.
  explicit CsvBlocks(TableFile file, std::size_t block_bytes = default_block_bytes);

  // Makes `block` the next one. Returns false at the end of the file.
  // Throws: Error (damaged) if the file is damaged or in a format that is not text, a line is
  // longer than 64 MiB, or empty lines stand before others. Must not be called again after that.
  bool next(CsvBlock& block);

  // An upper bound of the number of blocks, from the size of the file.
  std::uint64_t max_blocks() const { return file_.max_bytes() / block_bytes_ + 1; }

  const std::string& name() const { return file_.name(); }

 private:
  bool read_lines(CsvBlock& block);
  void check_is_text(std::string_view text) const;
  void strip_empty_lines(CsvBlock& block);

  TableFile file_;
  std::size_t block_bytes_;
  std::vector<char> rest_;        // bytes of the next block that have been read already
  std::uint64_t next_line_ = 1;   // number of the next block's first line
  std::uint64_t empty_line_ = 0;  // first of the empty lines before the next block; 0 if none
};

}  // namespace runner::formats
