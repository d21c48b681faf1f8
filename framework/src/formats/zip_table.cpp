#include "formats/zip_table.hpp"

#include <zip.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/error.hpp"
#include "base/quoted.hpp"

namespace runner::formats {
namespace {

constexpr zip_int64_t max_files = 10000;

struct ZipMember {
  std::string name;
  zip_uint64_t index = 0;
};

std::string_view file_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

// Whether a user would count the member as a file.
bool is_visible_file(std::string_view path) {
  return !path.ends_with('/') && !path.starts_with("__MACOSX/") &&
         !file_name(path).starts_with('.');
}

bool is_table_name(std::string_view path) {
  std::string name(path);
  std::ranges::transform(name, name.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return name.ends_with(".csv") || name.ends_with(".tsv");
}

std::vector<ZipMember> visible_files(zip* archive, const std::string& name) {
  const zip_int64_t count = zip_get_num_entries(archive, 0);
  if (count > max_files) {
    throw Error(ErrorCode::damaged, name + ": this zip archive has " + std::to_string(count) +
                                        " files; unpack it and name the table in it.");
  }
  std::vector<ZipMember> files;
  for (zip_int64_t i = 0; i < count; ++i) {
    const auto index = static_cast<zip_uint64_t>(i);
    const char* const path = zip_get_name(archive, index, 0);
    if (path != nullptr && is_visible_file(path)) files.push_back({path, index});
  }
  return files;
}

// Formats that are made of zip archives, recognised by a file in them. Returns a sentence, or
// nothing.
std::string disguised_format(const std::vector<ZipMember>& files) {
  for (const auto& [path, index] : files) {
    if (path == "xl/workbook.xml") return "this is an Excel file (.xlsx); save it as CSV.";
    if (path == "content.xml") return "this is an OpenDocument file (.ods); save it as CSV.";
    if (path == "word/document.xml") return "this is a Word document, not a table.";
    if (path.ends_with(".npy")) {
      return "this is a file of NumPy arrays (.npz), not a table; use the dataset npz.";
    }
  }
  return {};
}

ZipMember choose_table(const std::vector<ZipMember>& files, const std::string& name) {
  const std::string format = disguised_format(files);
  if (!format.empty()) throw Error(ErrorCode::damaged, name + ": " + format);
  if (files.empty()) throw Error(ErrorCode::damaged, name + ": this zip archive has no files.");
  if (files.size() == 1) return files[0];
  std::vector<ZipMember> tables;
  std::vector<std::string> names;
  for (const auto& file : files) {
    names.push_back(file.name);
    if (is_table_name(file.name)) tables.push_back(file);
  }
  if (tables.size() == 1) return tables[0];
  throw Error(ErrorCode::damaged, name + ": this zip archive has several files, " +
                                      first_names(names) + "; unpack it and name one of them.");
}

}  // namespace

void ZipTable::Close::operator()(zip* archive) const { zip_discard(archive); }
void ZipTable::Close::operator()(zip_file* file) const { zip_fclose(file); }

ZipTable::ZipTable(const std::string& path) : name_(path) {
  int code = 0;
  archive_.reset(zip_open(path.c_str(), ZIP_RDONLY, &code));
  if (!archive_) {
    zip_error_t error;
    zip_error_init_with_code(&error, code);
    const std::string reason = zip_error_strerror(&error);
    zip_error_fini(&error);
    throw Error(ErrorCode::damaged, path + ": this zip archive cannot be read: " + reason +
                                        "; download or copy it again.");
  }
  open_table();
}

ZipTable::ZipTable(const std::string& name, std::vector<std::uint8_t> bytes)
    : name_(name), bytes_(std::move(bytes)) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* const source = zip_source_buffer_create(bytes_.data(), bytes_.size(), 0, &error);
  if (source != nullptr) archive_.reset(zip_open_from_source(source, ZIP_RDONLY, &error));
  const std::string reason = zip_error_strerror(&error);
  zip_error_fini(&error);
  if (!archive_) {
    if (source != nullptr) zip_source_free(source);
    throw Error(ErrorCode::damaged, name + ": this zip archive cannot be read: " + reason +
                                        "; download or copy it again.");
  }
  open_table();
}

ZipTable::ZipTable(ZipTable&&) noexcept = default;
ZipTable::~ZipTable() = default;

// Closes the old table before its archive, and the archive before its bytes.
ZipTable& ZipTable::operator=(ZipTable&& other) noexcept {
  table_ = std::move(other.table_);
  archive_ = std::move(other.archive_);
  bytes_ = std::move(other.bytes_);
  name_ = std::move(other.name_);
  claimed_bytes_ = other.claimed_bytes_;
  return *this;
}

void ZipTable::open_table() {
  const ZipMember table = choose_table(visible_files(archive_.get(), name_), name_);
  name_ += " (" + table.name + ")";
  zip_stat_t status;
  if (zip_stat_index(archive_.get(), table.index, 0, &status) == 0 &&
      (status.valid & ZIP_STAT_SIZE) != 0) {
    claimed_bytes_ = status.size;
  }
  table_.reset(zip_fopen_index(archive_.get(), table.index, 0));
  if (table_) return;
  const bool encrypted = zip_error_code_zip(zip_get_error(archive_.get())) == ZIP_ER_NOPASSWD;
  throw Error(ErrorCode::damaged,
              name_ + ": this file cannot be unpacked: " +
                  (encrypted ? "it needs a password; unpack it yourself."
                             : zip_strerror(archive_.get()) + std::string(".")));
}

std::size_t ZipTable::read(std::span<std::uint8_t> out) {
  std::size_t done = 0;
  while (done < out.size()) {
    const zip_int64_t got = zip_fread(table_.get(), out.data() + done, out.size() - done);
    if (got < 0) {
      throw Error(ErrorCode::damaged,
                  name_ + ": this file is damaged: " + zip_file_strerror(table_.get()) +
                      "; download or copy the archive again.");
    }
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  return done;
}

}  // namespace runner::formats
