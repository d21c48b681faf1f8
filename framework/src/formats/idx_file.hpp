// The IDX format of the MNIST family: http://yann.lecun.com/exdb/mnist/
//
//     bytes 0 to 3     00 00 08 D: values of one byte in an array of D dimensions
//     4 D bytes        the size of each dimension, most significant byte first
//     the rest         the values, the last dimension running fastest
//
// Images have three dimensions (count, rows, columns), labels one (count).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "formats/gzip_reader.hpp"

namespace runner::formats {

enum class IdxContent : std::uint32_t { labels = 0x801, images = 0x803 };

// An IDX file whose header has been read and checked against the size of the file, so that memory
// for the values can be allocated.
class IdxFile {
 public:
  // Reads the header. `limit`: the maximum number of examples to read; 0 means all.
  // Throws: Error (damaged) for another kind of file, no examples, or fewer bytes than the header
  // announces.
  IdxFile(GzipReader reader, IdxContent expected, std::uint64_t limit = 0);

  std::uint64_t count() const { return count_; }  // examples to read
  std::uint64_t count_in_file() const { return count_in_file_; }
  std::uint64_t rows() const { return rows_; }        // 1 for labels
  std::uint64_t columns() const { return columns_; }  // 1 for labels

  // Reads the values, one example after the other. Call it once.
  // Requires: out.size() is count() * rows() * columns().
  // Throws: Error (damaged) if the file ends early or, if count() is count_in_file(), has bytes
  // after the last example.
  void read_into(std::span<std::uint8_t> out);

  // read_into() for labels.
  std::vector<std::uint32_t> read_labels();

  const std::string& name() const { return reader_.name(); }

 private:
  std::uint32_t read_number();
  void check_magic(std::uint32_t magic, IdxContent expected) const;
  std::string announced() const;
  [[noreturn]] void fail_truncated(std::uint64_t found) const;

  GzipReader reader_;
  std::uint64_t header_bytes_ = 0;
  std::uint64_t count_in_file_ = 0;
  std::uint64_t count_ = 0;
  std::uint64_t rows_ = 1;
  std::uint64_t columns_ = 1;
  bool images_ = false;
};

}  // namespace runner::formats
