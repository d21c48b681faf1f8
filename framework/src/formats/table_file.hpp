// The bytes of a table, however they are packed.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <variant>

#include "formats/gzip_reader.hpp"
#include "formats/zip_table.hpp"

namespace runner::formats {

// A plain file, a gzipped one, or the one table of a zip archive; recognised by their first bytes.
// Memory use does not depend on the table's size, except for a zip archive from a pipe, which is
// read whole.
class TableFile {
 public:
  // Opens the file at `path`; "-" is standard input.
  // Throws: Error (not_found, damaged).
  explicit TableFile(const std::string& path);

  TableFile(GzipReader reader) : source_(std::move(reader)) {}  // NOLINT: the same, as a table

  // Fills `out` with the next bytes. Returns their number, less than out.size() only at the end.
  // Throws: Error (damaged) if the file is damaged or cannot be read.
  std::size_t read(std::span<std::uint8_t> out) {
    return std::visit([&](auto& source) { return source.read(out); }, source_);
  }

  // About the largest number of bytes to expect; GzipReader::unknown_size for pipes.
  std::uint64_t max_bytes() const;

  // The file, and the table in its archive: "x.zip (train.csv)".
  const std::string& name() const {
    return std::visit([](const auto& source) -> const std::string& { return source.name(); },
                      source_);
  }

 private:
  std::variant<GzipReader, ZipTable> source_;
};

}  // namespace runner::formats
