#include "formats/npz_archive.hpp"

#include <zip.h>

#include <filesystem>
#include <set>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace runner::formats {
namespace {

namespace fs = std::filesystem;

constexpr zip_int64_t max_arrays = 10000;
// Deflate's limit: 258 bytes from two bits.
constexpr std::uint64_t max_entry_inflation = 1032;
constexpr std::string_view extension = ".npy";

std::string open_error(int code) {
  zip_error_t error;
  zip_error_init_with_code(&error, code);
  std::string reason = zip_error_strerror(&error);
  zip_error_fini(&error);
  return reason;
}

// libzip's errors that are the system's rather than the file's.
ErrorCode code_of(int zip_error) {
  const bool of_system = zip_error == ZIP_ER_OPEN || zip_error == ZIP_ER_READ ||
                         zip_error == ZIP_ER_SEEK || zip_error == ZIP_ER_MEMORY ||
                         zip_error == ZIP_ER_TELL;
  return of_system ? ErrorCode::not_readable : ErrorCode::damaged;
}

void check_regular(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (fs::is_regular_file(status)) return;
  std::error_code link_error;
  const bool is_dangling = fs::is_symlink(fs::symlink_status(path, link_error));
  if (status.type() == fs::file_type::not_found && !is_dangling) {
    throw Error(ErrorCode::not_found, fmt::format("{}: the file does not exist.", path));
  }
  const std::string reason = status.type() == fs::file_type::not_found
                                 ? "it is a symbolic link to a file that does not exist"
                             : error ? error.message()
                                     : "it is not a regular file";
  throw Error(ErrorCode::not_readable,
              fmt::format("{}: the file cannot be read: {}.", path, reason));
}

zip_stat_t status_of(zip_t* archive, std::size_t index) {
  zip_stat_t status;
  constexpr zip_uint64_t needed =
      ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD;
  if (zip_stat_index(archive, index, 0, &status) != 0 || (status.valid & needed) != needed) {
    status.valid = 0;
  }
  return status;
}

// Whether an array of this shape, with elements of `item_bytes`, has exactly `bytes`. Cannot
// overflow.
bool has_size(const std::vector<std::uint64_t>& shape, std::uint64_t item_bytes,
              std::uint64_t bytes) {
  if (bytes % item_bytes != 0) return false;
  std::uint64_t items = bytes / item_bytes;
  for (const std::uint64_t size : shape) {
    if (size == 0) return bytes == 0;
  }
  for (const std::uint64_t size : shape) {
    if (items % size != 0) return false;
    items /= size;
  }
  return items == 1;
}

}  // namespace

void NpzEntry::Close::operator()(zip_file* file) const { zip_fclose(file); }
void NpzArchive::Close::operator()(zip* archive) const { zip_discard(archive); }

NpzArchive::NpzArchive(const std::string& path) : path_(path) {
  check_regular(path);
  std::error_code ignored;
  file_bytes_ = fs::file_size(path, ignored);
  int code = 0;
  archive_.reset(zip_open(path.c_str(), ZIP_RDONLY, &code));
  if (!archive_) {
    throw Error(code_of(code),
                fmt::format("{}: the file cannot be read as .npz: {}.", path, open_error(code)));
  }
  const zip_int64_t count = zip_get_num_entries(archive_.get(), 0);
  if (count > max_arrays) {
    throw Error(ErrorCode::damaged,
                fmt::format("{}: the file has {} arrays, but at most {} can be read.", path, count,
                            max_arrays));
  }
  std::set<std::string_view> seen;
  names_.reserve(static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
    const zip_stat_t status = status_of(archive_.get(), i);
    if (status.valid == 0) {
      throw Error(ErrorCode::damaged,
                  fmt::format("{}: the file is damaged and cannot be read as .npz.", path));
    }
    std::string_view name = status.name;
    if (!name.ends_with(extension)) described(i).fail("its name does not end in .npy");
    name.remove_suffix(extension.size());
    names_.emplace_back(name);
    if (!seen.insert(names_.back()).second) described(i).fail("another array has the same name");
  }
}

// An entry that has only the array's name, for messages.
NpzEntry NpzArchive::described(std::size_t index) const {
  std::string_view name = zip_get_name(archive_.get(), index, 0);
  if (name.ends_with(extension)) name.remove_suffix(extension.size());
  return NpzEntry(fmt::format("{}: the array '{}'", path_, name));
}

NpzEntry NpzArchive::open(std::size_t index) const {
  NpzEntry entry = described(index);
  const zip_stat_t status = status_of(archive_.get(), index);
  if (status.comp_size > file_bytes_) {
    entry.fail(
        fmt::format("it claims {} bytes, but the file has {}", status.comp_size, file_bytes_));
  }
  const bool stored = status.comp_method == ZIP_CM_STORE;
  if (stored ? status.size != status.comp_size
             : status.size / max_entry_inflation > status.comp_size) {
    entry.fail(fmt::format("it claims to have {} bytes, more than its {} compressed bytes can hold",
                           status.size, status.comp_size));
  }
  entry.file_.reset(zip_fopen_index(archive_.get(), index, 0));
  if (!entry.file_) {
    entry.fail(fmt::format("it cannot be unpacked ({})", zip_strerror(archive_.get())));
  }
  entry.read_header(status.size);
  return entry;
}

void NpzEntry::read_header(std::uint64_t entry_bytes) {
  std::vector<std::byte> header(npy_prefix_bytes);
  if (entry_bytes < header.size()) fail("it is too short for an array");
  read(header);
  // Its errors are clauses without the array's name.
  const auto named = [&](auto read_part) {
    try {
      return read_part();
    } catch (const Error& error) {
      fail(error.what());
    }
  };
  const std::size_t header_bytes = named([&] { return npy_header_bytes(header); });
  if (header_bytes > entry_bytes) fail("it ends within its header");
  if (header_bytes < header.size()) fail("its header is damaged");
  header.resize(header_bytes);
  read(std::span(header).subspan(npy_prefix_bytes));
  header_ = named([&] { return read_npy_header(header); });
  data_bytes_ = entry_bytes - header_bytes;
}

void NpzEntry::check_size(std::uint64_t item_bytes) const {
  if (has_size(header_.shape, item_bytes, data_bytes_)) return;
  fail(fmt::format("its shape is {} of {} bytes each, but it has {} bytes",
                   header_.shape.empty() ? "1" : fmt::format("{}", fmt::join(header_.shape, " x ")),
                   item_bytes, data_bytes_));
}

void NpzEntry::read(std::span<std::byte> out) {
  while (!out.empty()) {
    const zip_int64_t got = zip_fread(file_.get(), out.data(), out.size());
    if (got < 0) fail_reading();
    if (got == 0) fail("it ends too early");
    out = out.subspan(static_cast<std::size_t>(got));
  }
}

void NpzEntry::expect_end() {
  std::byte more{};
  const zip_int64_t got = zip_fread(file_.get(), &more, 1);  // checks the CRC at the end
  if (got < 0) fail_reading();
  if (got > 0) fail("it is longer than its shape says");
}

void NpzEntry::fail_reading() const {
  const ErrorCode code = code_of(zip_error_code_zip(zip_file_get_error(file_.get())));
  throw Error(code, fmt::format("{} cannot be read: it is {} ({}).", name_,
                                code == ErrorCode::damaged ? "damaged" : "not readable now",
                                zip_file_strerror(file_.get())));
}

void NpzEntry::fail(const std::string& clause) const {
  throw Error(ErrorCode::damaged, fmt::format("{} cannot be read: {}.", name_, clause));
}

}  // namespace runner::formats
