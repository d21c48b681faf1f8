#include "formats/array_file.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "formats/gzip_reader.hpp"
#include "formats/known_format.hpp"

namespace runner::formats {
namespace {

constexpr std::string_view npy_magic = "\x93NUMPY";
constexpr std::string_view zip_magic = "PK";

std::string start_of(const std::string& path) {
  std::string start(known_format_bytes, '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(start.data(), static_cast<std::streamsize>(start.size()));
  start.resize(static_cast<std::size_t>(file.gcount()));
  return start;
}

std::string start_of(std::span<const std::uint8_t> memory) {
  const auto start = memory.first(std::min(memory.size(), known_format_bytes));
  return {start.begin(), start.end()};
}

// Whether the file is .npy. Throws if it is neither that nor a zip archive.
bool begins_as_npy(const std::string& name, std::string_view start) {
  if (start.starts_with(npy_magic)) return true;
  if (start.starts_with(zip_magic)) return false;
  const std::string format = known_format(start);
  throw Error(
      ErrorCode::damaged,
      fmt::format("{}: this is neither an .npz nor an .npy file{}; np.savez and np.save write "
                  "these.",
                  name, format.empty() ? "" : " but " + format));
}

// A file that is not gzipped.
class PlainBytes final : public NpyArray::Source {
 public:
  explicit PlainBytes(GzipReader reader) : reader_(std::move(reader)) {}

  std::size_t read(std::span<std::byte> out) override {
    return reader_.read({reinterpret_cast<std::uint8_t*>(out.data()), out.size()});
  }

 private:
  GzipReader reader_;
};

}  // namespace

ArrayFile::ArrayFile(const std::string& path) : name_(path) {
  std::error_code ignored;
  // Only regular files are opened; of others, NpzArchive says what is wrong.
  if (std::filesystem::is_regular_file(path, ignored) && begins_as_npy(path, start_of(path))) {
    return;
  }
  archive_.emplace(path);
  names_ = archive_->names();
}

ArrayFile::ArrayFile(std::string name, std::span<const std::uint8_t> memory)
    : name_(std::move(name)), memory_(memory) {
  if (begins_as_npy(name_, start_of(memory))) return;
  archive_.emplace(name_, memory);
  names_ = archive_->names();
}

bool ArrayFile::has(const std::string& array) const {
  return std::ranges::find(names_, array) != names_.end();
}

NpyArray ArrayFile::open(const std::string& array) const {
  if (is_npy()) return open_npy();
  return archive_->open(
      static_cast<std::size_t>(std::ranges::find(names_, array) - names_.begin()));
}

NpyArray ArrayFile::open_npy() const {
  GzipReader reader = memory_.empty() ? GzipReader(name_) : GzipReader(name_, memory_);
  const std::uint64_t bytes = reader.max_bytes();
  return NpyArray(name_ + ": the array", std::make_unique<PlainBytes>(std::move(reader)), bytes);
}

}  // namespace runner::formats
