// An array in NumPy's .npy format, wherever its bytes come from. Files are not trusted: every size
// is checked before memory is allocated for it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "formats/npy_header.hpp"

namespace runner::formats {

// An array whose header has been read; read() delivers its numbers in the order of the file.
class NpyArray {
 public:
  class Source {
   public:
    virtual ~Source() = default;

    // Reads at most out.size() bytes. Returns their number, 0 only at the end.
    // Throws: Error with a whole sentence.
    virtual std::size_t read(std::span<std::byte> out) = 0;
  };

  // Reads the header. `name` begins messages: "FILE: the array 'x'". `bytes` is the length of
  // the whole source.
  // Throws: Error (damaged).
  NpyArray(std::string name, std::unique_ptr<Source> source, std::uint64_t bytes);

  const NpyHeader& header() const { return header_; }

  // Bytes after the header.
  std::uint64_t data_bytes() const { return data_bytes_; }

  // Throws: Error (damaged) unless the array has exactly the bytes of its shape's elements.
  void check_size(std::uint64_t item_bytes) const;

  // Fills `out` with the next bytes.
  // Throws: Error (damaged) if they are damaged or missing.
  void read(std::span<std::byte> out);

  // Call it after the last byte.
  // Throws: Error (damaged) if there are more bytes or the checksum does not match.
  void expect_end();

  // Throws: Error (damaged) "FILE: the array 'NAME' cannot be read: CLAUSE."
  [[noreturn]] void fail(const std::string& clause) const;

 private:
  void read_header(std::uint64_t source_bytes);

  std::string name_;
  std::unique_ptr<Source> source_;
  NpyHeader header_;
  std::uint64_t data_bytes_ = 0;
};

// What NpyArray::fail() throws, for an array that has not been opened.
[[noreturn]] void fail_array(const std::string& name, const std::string& clause);

}  // namespace runner::formats
