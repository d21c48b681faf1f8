#include "formats/npz.hpp"

#include <zip.h>

#include <bit>
#include <cstring>
#include <memory>
#include <span>
#include <stdexcept>

#include <fmt/format.h>

#include "base/atomic_file.hpp"
#include "formats/npy_header.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;

static_assert(std::endian::native == std::endian::little,
              "arrays are written as they lie in memory");

struct Discard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
  void operator()(zip_source_t* source) const { zip_source_free(source); }
};
using Archive = std::unique_ptr<zip_t, Discard>;
using Source = std::unique_ptr<zip_source_t, Discard>;

[[noreturn]] void fail_writing(const char* reason) {
  throw std::runtime_error(fmt::format("the zip archive cannot be made: {}", reason));
}

std::string npy_bytes(const NpzArray& array) {
  return std::visit(
      [](const auto& matrix) {
        constexpr std::size_t item_bytes = sizeof(*matrix.memptr());
        std::string bytes = formats::write_npy_header(
            {item_bytes == 4 ? "<f4" : "<f8", true, {matrix.n_rows, matrix.n_cols}});
        bytes.append(reinterpret_cast<const char*>(matrix.memptr()), matrix.n_elem * item_bytes);
        return bytes;
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
  // 1 January 1980, the first day that a zip file knows: equal arrays are to make equal files.
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

std::string zip_bytes(const std::vector<NpzArray>& arrays, NpzCompression compression) {
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

arma::uword NpzArray::rows() const {
  return std::visit([](const auto& matrix) { return matrix.n_rows; }, values);
}

arma::uword NpzArray::columns() const {
  return std::visit([](const auto& matrix) { return matrix.n_cols; }, values);
}

const NpzArray* find_array(const std::vector<NpzArray>& arrays, std::string_view name) {
  for (const auto& array : arrays) {
    if (array.name == name) return &array;
  }
  return nullptr;
}

void write_npz(const fs::path& path, const std::vector<NpzArray>& arrays,
               NpzCompression compression) {
  std::string bytes;
  try {
    bytes = zip_bytes(arrays, compression);
  } catch (const std::runtime_error& error) {
    throw std::runtime_error(
        fmt::format("{}: the file cannot be written: {}.", path.string(), error.what()));
  }
  write_file_atomically(path, bytes);
}

}  // namespace runner
