#include "formats/npz.hpp"

#include <zip.h>

#include <bit>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "formats/npy_header.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;

static_assert(std::endian::native == std::endian::little,
              "arrays are written as they are in memory");

struct Discard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
  void operator()(zip_source_t* source) const { zip_source_free(source); }
};
using Archive = std::unique_ptr<zip_t, Discard>;
using Source = std::unique_ptr<zip_source_t, Discard>;

[[noreturn]] void fail_writing(const char* reason) {
  throw Error(ErrorCode::system, fmt::format("the zip archive cannot be made: {}", reason));
}

std::string_view type_of(const std::vector<double>&) { return "<f8"; }
std::string_view type_of(const std::vector<float>&) { return "<f4"; }
std::string_view type_of(const std::vector<std::int64_t>&) { return "<i8"; }
std::string_view type_of(const std::vector<std::uint32_t>&) { return "<u4"; }
std::string_view type_of(const std::vector<std::uint8_t>&) { return "|u1"; }

std::string npy_bytes(const NamedArray& array) {
  return std::visit(
      [&](const auto& numbers) {
        const bool is_matrix = array.shape.size() == 2;
        std::string bytes =
            formats::write_npy_header({std::string(type_of(numbers)), is_matrix, array.shape});
        const auto raw = std::as_bytes(std::span(numbers));
        return bytes.append(reinterpret_cast<const char*>(raw.data()), raw.size());
      },
      array.values);
}

// `bytes` must live until the archive is closed.
void add_entry(zip_t* archive, const std::string& name, const std::string& bytes,
               NpzCompression compression) {
  Source source(zip_source_buffer(archive, bytes.data(), bytes.size(), 0));
  if (!source) fail_writing(zip_strerror(archive));
  const zip_int64_t added = zip_file_add(archive, name.c_str(), source.get(), ZIP_FL_ENC_UTF_8);
  if (added < 0) fail_writing(zip_strerror(archive));
  source.release();
  const auto index = static_cast<zip_uint64_t>(added);
  const zip_int32_t method = compression == NpzCompression::stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE;
  // 1 January 1980, the first day that a zip file can store, so that equal arrays make equal files.
  constexpr zip_uint16_t date = 1 << 5 | 1;
  if (zip_set_file_compression(archive, index, method, 0) != 0 ||
      zip_file_set_dostime(archive, index, 0, date, 0) != 0) {
    fail_writing(zip_strerror(archive));
  }
}

std::string content(zip_source_t* source) {
  zip_stat_t status;
  if (zip_source_stat(source, &status) != 0 || zip_source_open(source) != 0) {
    fail_writing(zip_error_strerror(zip_source_error(source)));
  }
  std::string bytes(status.size, '\0');
  const zip_int64_t got = zip_source_read(source, bytes.data(), bytes.size());
  zip_source_close(source);
  if (got < 0 || static_cast<std::size_t>(got) != bytes.size()) fail_writing("reading it failed");
  return bytes;
}

std::string zip_bytes(std::span<const NamedArray> arrays, NpzCompression compression) {
  Source memory(zip_source_buffer_create(nullptr, 0, 0, nullptr));
  if (!memory) fail_writing("there is not enough memory");
  zip_source_keep(memory.get());  // one for the archive, one to read the bytes from afterwards
  zip_error_t error;
  zip_error_init(&error);
  Archive archive(zip_open_from_source(memory.get(), ZIP_TRUNCATE, &error));
  if (!archive) {
    zip_source_free(memory.get());
    fail_writing(zip_error_strerror(&error));
  }
  std::vector<std::string> entries;
  entries.reserve(arrays.size());
  for (const auto& array : arrays) {
    entries.push_back(npy_bytes(array));
    add_entry(archive.get(), array.name + ".npy", entries.back(), compression);
  }
  if (zip_close(archive.get()) != 0) fail_writing(zip_strerror(archive.get()));
  archive.release();
  return content(memory.get());
}

}  // namespace

void write_npz(const fs::path& path, std::span<const NamedArray> arrays,
               NpzCompression compression) {
  std::string bytes;
  try {
    bytes = zip_bytes(arrays, compression);
  } catch (const Error& error) {
    throw Error(error.code(),
                fmt::format("{}: the file cannot be written: {}.", path.string(), error.what()));
  }
  write_file_atomically(path, bytes);
}

}  // namespace runner
