#include <filesystem>

#include "formats/png_image.hpp"

namespace runner::formats {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t max_bytes = std::size_t{256} << 20;

// Pipes and devices would have to be opened to see that they are no pictures, and may never end.
void check_regular_png(const std::string& path) {
  std::error_code fault;
  const fs::file_status status = fs::status(path, fault);
  if (fault && status.type() == fs::file_type::none) {
    throw Error(ErrorCode::damaged,
                path + ": this file cannot be opened: " + fault.message() + ".");
  }
  if (fs::is_directory(status))
    throw Error(ErrorCode::damaged, path + ": this is a folder, expected a picture.");
  if (fs::exists(status) && !fs::is_regular_file(status)) {
    throw Error(ErrorCode::damaged, path + ": this is no regular file, expected a picture.");
  }
}

std::vector<std::uint8_t> read_all(GzipReader& reader) {
  constexpr std::size_t first_bytes = 1 << 16;
  std::vector<std::uint8_t> bytes(first_bytes);
  std::size_t filled = 0;
  while (true) {
    filled += reader.read(std::span(bytes).subspan(filled));
    if (filled < bytes.size()) break;
    if (filled >= max_bytes) reader.fail("this file is larger than 256 MiB; expected a picture.");
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
    reader.fail("this is no PNG picture; convert it, or move it away from the pictures.");
  }
  return read_png(path, bytes, channels, background);
}

}  // namespace runner::formats
