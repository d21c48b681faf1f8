// Reads the one table of a zip archive, as Kaggle's downloads are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

struct zip;
struct zip_file;

namespace runner::formats {

// The table is the archive's only file, or its only .csv or .tsv file. Folders, hidden files and
// macOS's __MACOSX do not count.
class ZipTable {
 public:
  // Opens the archive at `path`.
  // Throws: Error (damaged, not_readable) if it cannot be read, is another format that is made of a
  // zip archive, such as .xlsx, or has no such table.
  explicit ZipTable(const std::string& path);

  // As above, from memory; messages call the archive `name`.
  ZipTable(const std::string& name, std::vector<std::uint8_t> bytes);

  ZipTable(ZipTable&&) noexcept;
  ZipTable& operator=(ZipTable&&) noexcept;
  ~ZipTable();

  // Fills `out` with the table's next bytes. Returns their number, less than out.size() only at the
  // end.
  // Throws: Error (damaged, not_readable).
  std::size_t read(std::span<std::uint8_t> out);

  // The number of bytes that the archive claims for the table.
  std::uint64_t claimed_bytes() const { return claimed_bytes_; }

  // "ARCHIVE (TABLE)"
  const std::string& name() const { return name_; }

 private:
  struct Close {
    void operator()(zip* archive) const;
    void operator()(zip_file* file) const;
  };

  void open_table();

  std::string name_;
  std::vector<std::uint8_t> bytes_;  // the archive, if it is read from memory
  std::unique_ptr<zip, Close> archive_;
  std::unique_ptr<zip_file, Close> table_;
  std::uint64_t claimed_bytes_ = 0;
};

}  // namespace runner::formats
