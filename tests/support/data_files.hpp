// Small data files for tests.
#pragma once

#include <zlib.h>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "support/temporary_folder.hpp"

namespace runner::test {

// A folder for a test's files, with their paths as text.
class DataFolder {
 public:
  std::string path(const std::string& name) const { return (folder_ / name).string(); }

  // Writes a file and returns its path.
  std::string write(const std::string& name, const std::string& bytes) const {
    write_file(folder_ / name, bytes);
    return path(name);
  }

 private:
  TemporaryFolder folder_;
};

// `bytes` as one gzip member.
inline std::string gzipped(const std::string& bytes) {
  z_stream stream = {};
  if (deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::runtime_error("deflateInit2 failed");
  }
  std::string in = bytes;
  std::string out(deflateBound(&stream, in.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

// An IDX file: its magic number, the sizes and the values.
inline std::string idx_bytes(std::uint32_t magic, const std::vector<std::uint32_t>& sizes,
                             const std::string& values) {
  std::string bytes;
  const auto append = [&](std::uint32_t number) {
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(number >> shift);
  };
  append(magic);
  for (const std::uint32_t size : sizes) append(size);
  return bytes + values;
}

inline std::string idx_images(std::uint32_t count, std::uint32_t rows, std::uint32_t columns,
                              const std::string& pixels) {
  return idx_bytes(0x803, {count, rows, columns}, pixels);
}

inline std::string idx_labels(const std::string& labels) {
  return idx_bytes(0x801, {static_cast<std::uint32_t>(labels.size())}, labels);
}

// The bytes of numbers, as in memory.
template <typename T>
std::string raw_bytes(const std::vector<T>& numbers) {
  return {reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(T)};
}

// An .npy file of version 1.0: `type` and `shape` as NumPy writes them, such as "<f8" and "(2, 3)".
inline std::string npy_bytes(const std::string& type, const std::string& shape,
                             const std::string& data, bool fortran_order = false) {
  const std::string header = "{'descr': '" + type +
                             "', 'fortran_order': " + (fortran_order ? "True" : "False") +
                             ", 'shape': " + shape + ", }\n";
  std::string bytes = "\x93NUMPY" + std::string("\x01\x00", 2);
  bytes += static_cast<char>(header.size() & 0xff);
  bytes += static_cast<char>(header.size() >> 8);
  return bytes + header + data;
}

// A zip archive of uncompressed entries, each a name and its bytes.
inline std::string zip_bytes(const std::vector<std::pair<std::string, std::string>>& entries) {
  const auto number = [](std::size_t value, int bytes) {
    std::string text;
    for (; bytes > 0; --bytes, value >>= 8) text += static_cast<char>(value & 0xff);
    return text;
  };
  std::string files;
  std::string directory;
  for (const auto& [name, bytes] : entries) {
    const auto checksum =
        crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size()));
    // Version, flags, method, time and 1 January 1980; checksum and sizes; lengths of name and
    // extras.
    const std::string common = number(20, 2) + number(0, 6) + number(33, 2) + number(checksum, 4) +
                               number(bytes.size(), 4) + number(bytes.size(), 4) +
                               number(name.size(), 2) + number(0, 2);
    directory +=
        "PK\x01\x02" + number(20, 2) + common + number(0, 10) + number(files.size(), 4) + name;
    files += "PK\x03\x04" + common + name + bytes;
  }
  return files + directory + "PK\x05\x06" + number(0, 4) + number(entries.size(), 2) +
         number(entries.size(), 2) + number(directory.size(), 4) + number(files.size(), 4) +
         number(0, 2);
}

}  // namespace runner::test
