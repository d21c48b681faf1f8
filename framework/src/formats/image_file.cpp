#include "formats/image_file.hpp"

#include <filesystem>

#include "formats/jpeg_image.hpp"
#include "formats/known_format.hpp"
#include "formats/png_image.hpp"

namespace runner::formats {
namespace {

// Refuses pipes and devices before opening them, since they may never end.
void check_regular_image(const std::string& path) {
  namespace fs = std::filesystem;
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
  constexpr std::size_t max_image_bytes = std::size_t{256} << 20;
  std::vector<std::uint8_t> bytes(first_bytes);
  std::size_t filled = 0;
  while (true) {
    filled += reader.read(std::span(bytes).subspan(filled));
    if (filled < bytes.size()) break;
    if (filled >= max_image_bytes) {
      reader.fail("this file is larger than 256 MiB; expected an image.");
    }
    bytes.resize(2 * bytes.size());
  }
  bytes.resize(filled);
  return bytes;
}

}  // namespace

bool is_image(std::span<const std::uint8_t> bytes) { return is_png(bytes) || is_jpeg(bytes); }

Image read_image(GzipReader& reader, std::size_t channels, Background background) {
  const auto bytes = read_all(reader);
  if (is_png(bytes)) return read_png(reader.name(), bytes, channels, background);
  if (is_jpeg(bytes)) return read_jpeg(reader.name(), bytes, channels);
  const std::string format = known_format(
      {reinterpret_cast<const char*>(bytes.data()), std::min(bytes.size(), known_format_bytes)});
  reader.fail("this is not a PNG or JPEG image" + (format.empty() ? "" : " but " + format) +
              "; convert it, or move it away from the images.");
}

Image read_image_file(const std::string& path, std::size_t channels, Background background) {
  check_regular_image(path);
  GzipReader reader(path);
  return read_image(reader, channels, background);
}

}  // namespace runner::formats
