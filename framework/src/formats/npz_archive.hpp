// Reads NumPy's .npz format: a zip archive with an .npy file for each array. Files are not trusted:
// every size is checked against the file before memory is allocated for it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "formats/npy_header.hpp"

struct zip;
struct zip_file;

namespace runner::formats {

// An array whose header has been read; read() delivers its numbers in the order of the file.
class NpzEntry {
 public:
  const NpyHeader& header() const { return header_; }

  // Bytes after the header.
  std::uint64_t data_bytes() const { return data_bytes_; }

  // Throws: Error (damaged) unless the entry has exactly the bytes of its shape's elements.
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
  friend class NpzArchive;
  struct Close {
    void operator()(zip_file* file) const;
  };

  explicit NpzEntry(std::string name) : name_(std::move(name)) {}
  void read_header(std::uint64_t entry_bytes);
  [[noreturn]] void fail_reading() const;

  std::string name_;  // "FILE: the array 'NAME'"
  std::unique_ptr<zip_file, Close> file_;
  NpyHeader header_;
  std::uint64_t data_bytes_ = 0;
};

class NpzArchive {
 public:
  // Throws: Error (not_found), or Error (damaged) if it is not a zip archive, an entry is not an
  // .npy file, two arrays have one name, or there are more than 10,000 arrays.
  explicit NpzArchive(const std::string& path);

  // The names of the arrays, without ".npy", in the file's order.
  const std::vector<std::string>& names() const { return names_; }

  // Opens the array names()[index]. The archive must outlive it.
  // Throws: Error (damaged).
  NpzEntry open(std::size_t index) const;

 private:
  struct Close {
    void operator()(zip* archive) const;
  };

  NpzEntry described(std::size_t index) const;

  std::string path_;
  std::uint64_t file_bytes_ = 0;
  std::unique_ptr<zip, Close> archive_;
  std::vector<std::string> names_;
};

}  // namespace runner::formats
