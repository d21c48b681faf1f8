#include <filesystem>

#include "formats/gzip_reader.hpp"
#include "formats/png_image.hpp"

namespace runner::formats {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t max_bytes = std::size_t{256} << 20;

// Refuses pipes and devices before opening them, since they may never end.
void check_regular_png(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (error && status.type() == fs::file_type::none) {
    throw Error(ErrorCode::damaged,
                path + ": this file cannot be opened: " + error.message() + ".");
  }
  if (fs::is_directory(status))
    throw Error(ErrorCode::damaged, path + ": this is a directory, expected an image.");
  if (fs::exists(status) && !fs::is_regular_file(status)) {
    throw Error(ErrorCode::damaged, path + ": this is not a regular file, expected an image.");
  }
}

std::vector<std::uint8_t> read_all(GzipReader& reader) {
  constexpr std::size_t first_bytes = 1 << 16;
  std::vector<std::uint8_t> bytes(first_bytes);
  std::size_t filled = 0;
  while (true) {
    filled += reader.read(std::span(bytes).subspan(filled));
    if (filled < bytes.size()) break;
    if (filled >= max_bytes) reader.fail("this file is larger than 256 MiB; expected an image.");
    bytes.resize(2 * bytes.size());
  }
  bytes.resize(filled);
  return bytes;
}

}  // namespace

Image read_png_file(const std::string& path, std::size_t channels, Background background) {
  check_regular_png(path);
  GzipReader reader(path);
  const auto bytes = read_all(reader);
  if (!is_png(bytes)) {
    reader.fail("this is not a PNG image; convert it, or move it away from the images.");
  }
  return read_png(path, bytes, channels, background);
}

}  // namespace runner::formats
