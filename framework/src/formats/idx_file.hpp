// The IDX format of the MNIST family: http://yann.lecun.com/exdb/mnist/
//
//     bytes 0 to 3     00 00 T D: values of type T in an array of D dimensions
//     4 D bytes        the size of each dimension, most significant byte first
//     the rest         the values, most significant byte first, the last dimension running fastest
//
// T is 08 for bytes, 09 for signed bytes, 0b for int16, 0c for int32, 0d for float and 0e for
// double. Images are bytes with three dimensions (count, rows, columns). Labels are of any of the
// integer types with one dimension (count), or with two as in QMNIST
// (https://github.com/facebookresearch/ qmnist): (count, 8), where column 0 is the class and the
// others say who wrote the digit.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "formats/gzip_reader.hpp"

namespace runner::formats {

enum class IdxContent : std::uint8_t { labels, images };

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
  std::uint64_t columns() const { return columns_; }  // of labels: 1, or 8 as in QMNIST

  // Reads the pixels, one image after the other. Call it once.
  // Requires: images; out.size() is count() * rows() * columns().
  // Throws: Error (damaged) if the file ends early or, if count() is count_in_file(), has bytes
  // after the last example.
  void read_into(std::span<std::uint8_t> out);

  // Reads the labels, from 0 to 65535. Call it once.
  // Requires: labels.
  // Throws: Error (damaged), as read_into(), and for another label.
  std::vector<std::uint32_t> read_labels();

  const std::string& name() const { return reader_.name(); }

 private:
  std::uint32_t read_number();
  void read_dimensions(std::uint32_t magic, IdxContent expected);
  [[noreturn]] void fail_magic(std::uint32_t magic);
  [[noreturn]] void fail_content(const std::string& found) const;
  std::string announced() const;
  std::uint64_t announced_bytes() const;
  [[noreturn]] void fail_truncated(std::uint64_t found) const;

  GzipReader reader_;
  std::uint64_t header_bytes_ = 0;
  std::uint64_t count_in_file_ = 0;
  std::uint64_t count_ = 0;
  std::uint64_t rows_ = 1;
  std::uint64_t columns_ = 1;
  std::uint8_t type_ = 0;  // T
  bool images_ = false;
};

}  // namespace runner::formats
