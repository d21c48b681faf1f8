#include "formats/npz_archive.hpp"

#include <zip.h>

#include <filesystem>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace runner::formats {
namespace {

namespace fs = std::filesystem;

constexpr zip_int64_t max_arrays = 10000;
// Deflate's limit: 258 bytes from two bits.
constexpr std::uint64_t max_entry_inflation = 1032;
constexpr std::string_view extension = ".npy";

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

[[noreturn]] void fail_opening(const std::string& file, zip_error_t& error) {
  const std::string reason = zip_error_strerror(&error);
  const ErrorCode code = code_of(zip_error_code_zip(&error));
  zip_error_fini(&error);
  throw Error(code, fmt::format("{}: the file cannot be read as .npz: {}.", file, reason));
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

// The unpacked bytes of an archive's entry.
class ZipEntry final : public NpyArray::Source {
 public:
  // `name` begins messages.
  ZipEntry(zip_file_t* file, std::string name) : file_(file), name_(std::move(name)) {}

  std::size_t read(std::span<std::byte> out) override {
    // Reading the last byte checks the CRC.
    const zip_int64_t got = zip_fread(file_.get(), out.data(), out.size());
    if (got < 0) fail_reading();
    return static_cast<std::size_t>(got);
  }

 private:
  struct Close {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
  };

  [[noreturn]] void fail_reading() const {
    const ErrorCode code = code_of(zip_error_code_zip(zip_file_get_error(file_.get())));
    throw Error(code, fmt::format("{} cannot be read: it is {} ({}).", name_,
                                  code == ErrorCode::damaged ? "damaged" : "not readable now",
                                  zip_file_strerror(file_.get())));
  }

  std::unique_ptr<zip_file_t, Close> file_;
  std::string name_;
};

}  // namespace

void NpzArchive::Close::operator()(zip* archive) const { zip_discard(archive); }

NpzArchive::NpzArchive(const std::string& path) : file_(path) {
  check_regular(path);
  std::error_code ignored;
  file_bytes_ = fs::file_size(path, ignored);
  int code = 0;
  archive_.reset(zip_open(path.c_str(), ZIP_RDONLY, &code));
  if (!archive_) {
    zip_error_t error;
    zip_error_init_with_code(&error, code);
    fail_opening(file_, error);
  }
  list_arrays();
}

NpzArchive::NpzArchive(std::string name, std::span<const std::uint8_t> memory)
    : file_(std::move(name)), file_bytes_(memory.size()) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* const source = zip_source_buffer_create(memory.data(), memory.size(), 0, &error);
  if (source == nullptr) fail_opening(file_, error);
  archive_.reset(zip_open_from_source(source, ZIP_RDONLY, &error));
  if (!archive_) {
    zip_source_free(source);
    fail_opening(file_, error);
  }
  list_arrays();
}

void NpzArchive::list_arrays() {
  const zip_int64_t count = zip_get_num_entries(archive_.get(), 0);
  if (count > max_arrays) {
    throw Error(ErrorCode::damaged,
                fmt::format("{}: the file has {} arrays, but at most {} can be read.", file_, count,
                            max_arrays));
  }
  std::set<std::string_view> seen;
  names_.reserve(static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
    const zip_stat_t status = status_of(archive_.get(), i);
    if (status.valid == 0) {
      throw Error(ErrorCode::damaged,
                  fmt::format("{}: the file is damaged and cannot be read as .npz.", file_));
    }
    std::string_view name = status.name;
    if (!name.ends_with(extension)) fail_array(described(i), "its name does not end in .npy");
    name.remove_suffix(extension.size());
    names_.emplace_back(name);
    if (!seen.insert(names_.back()).second) {
      fail_array(described(i), "another array has the same name");
    }
  }
}

// "FILE: the array 'NAME'", for messages.
std::string NpzArchive::described(std::size_t index) const {
  std::string_view name = zip_get_name(archive_.get(), index, 0);
  if (name.ends_with(extension)) name.remove_suffix(extension.size());
  return fmt::format("{}: the array '{}'", file_, name);
}

NpyArray NpzArchive::open(std::size_t index) const {
  const std::string name = described(index);
  const zip_stat_t status = status_of(archive_.get(), index);
  if (status.comp_size > file_bytes_) {
    fail_array(name, fmt::format("it claims {} bytes, but the file has {}", status.comp_size,
                                 file_bytes_));
  }
  const bool stored = status.comp_method == ZIP_CM_STORE;
  if (stored ? status.size != status.comp_size
             : status.size / max_entry_inflation > status.comp_size) {
    fail_array(name,
               fmt::format("it claims to have {} bytes, more than its {} compressed bytes can hold",
                           status.size, status.comp_size));
  }
  zip_file_t* const file = zip_fopen_index(archive_.get(), index, 0);
  if (file == nullptr) {
    fail_array(name, fmt::format("it cannot be unpacked ({})", zip_strerror(archive_.get())));
  }
  return NpyArray(name, std::make_unique<ZipEntry>(file, name), status.size);
}

}  // namespace runner::formats
