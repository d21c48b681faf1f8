#include "formats/table_file.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "formats/foreign_format.hpp"

namespace runner::formats {
namespace {

std::vector<std::uint8_t> read_archive(GzipReader& reader) {
  std::vector<std::uint8_t> bytes;
  std::size_t filled = 0;
  do {
    bytes.resize(std::max<std::size_t>(2 * filled, 1 << 16));
    filled += reader.read(std::span(bytes).subspan(filled));
  } while (filled == bytes.size());
  bytes.resize(filled);
  return bytes;
}

std::variant<GzipReader, ZipTable> open_table_file(const std::string& path) {
  GzipReader reader(path);
  const std::span<const std::uint8_t> first = reader.first_bytes();
  if (!is_zip({reinterpret_cast<const char*>(first.data()), first.size()})) return reader;
  if (path != "-" && reader.max_bytes() != GzipReader::unknown_size) return ZipTable(path);
  return ZipTable(reader.name(), read_archive(reader));
}

}  // namespace

TableFile::TableFile(const std::string& path) : source_(open_table_file(path)) {}

std::uint64_t TableFile::max_bytes() const {
  if (const auto* reader = std::get_if<GzipReader>(&source_)) return reader->max_bytes();
  return std::get<ZipTable>(source_).claimed_bytes();
}

}  // namespace runner::formats
