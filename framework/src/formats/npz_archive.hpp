// Reading NumPy's .npz format: a zip archive with an .npy file for each array. A file may come from
// anywhere: every size is checked against what the file holds before memory is taken for it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "formats/gzip_reader.hpp"
#include "formats/npy_header.hpp"

struct zip;
struct zip_file;

namespace runner::formats {

// An array whose header has been read; its numbers come next, in the order of the file.
class NpzEntry {
 public:
  const NpyHeader& header() const { return header_; }

  // Bytes after the header.
  std::uint64_t data_bytes() const { return data_bytes_; }

  // Throws FormatError unless the entry holds exactly the elements of its shape.
  void check_size(std::uint64_t item_bytes) const;

  // Fills `out` with the next bytes. Throws FormatError when they are damaged or missing.
  void read(std::span<std::byte> out);

  // To be called after the last byte: throws FormatError when there are more or when the checksum
  // does not match.
  void expect_end();

  // Throws a FormatError "FILE: the array 'NAME.npy' cannot be read: CLAUSE."
  [[noreturn]] void fail(const std::string& clause) const;

 private:
  friend class NpzArchive;
  struct Close {
    void operator()(zip_file* file) const;
  };

  explicit NpzEntry(std::string name) : name_(std::move(name)) {}
  void read_header(std::uint64_t entry_bytes);
  [[noreturn]] void fail_reading() const;

  std::string name_;  // "FILE: the array 'NAME.npy'"
  std::unique_ptr<zip_file, Close> file_;
  NpyHeader header_;
  std::uint64_t data_bytes_ = 0;
};

class NpzArchive {
 public:
  // Throws MissingFileError or FormatError: no zip archive, an entry that is no .npy file, two
  // arrays of one name, more than 10,000 arrays.
  explicit NpzArchive(const std::string& path);

  // Of the arrays, without ".npy", in the file's order.
  const std::vector<std::string>& names() const { return names_; }

  // Opens array number `index` of names(); the archive must outlive it. Throws FormatError.
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
