#include "formats/png_image.hpp"

#include <png.h>

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/error.hpp"

namespace runner::formats {
namespace {

// Frees libpng's reader in any case.
class PngReader {
 public:
  PngReader() { image.version = PNG_IMAGE_VERSION; }
  PngReader(const PngReader&) = delete;
  PngReader& operator=(const PngReader&) = delete;
  ~PngReader() { png_image_free(&image); }

  png_image image{};
};

[[noreturn]] void fail_png(const std::string& name, std::string_view clause) {
  throw Error(ErrorCode::damaged,
              fmt::format("{}: the PNG file cannot be read: {}.", name, clause));
}

}  // namespace

bool is_png(std::span<const std::uint8_t> bytes) {
  constexpr std::array<std::uint8_t, 8> magic = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  return bytes.size() >= magic.size() && std::equal(magic.begin(), magic.end(), bytes.begin());
}

Image read_png(const std::string& name, std::span<const std::uint8_t> bytes, std::size_t channels,
               Background background) {
  PngReader reader;
  png_image& png = reader.image;
  if (png_image_begin_read_from_memory(&png, bytes.data(), bytes.size()) == 0) {
    fail_png(name, png.message);
  }
  const std::uint64_t pixels = std::uint64_t{png.width} * png.height;
  if (pixels > max_image_pixels) {
    fail_png(name, fmt::format("it has {} x {} pixels, but at most {} million can be read",
                               png.width, png.height, max_image_pixels / 1'000'000));
  }
  png.format = channels == 1 ? PNG_FORMAT_GRAY : PNG_FORMAT_RGB;
  // Otherwise 16-bit samples without a gamma would be taken as linear light.
  png.flags |= PNG_IMAGE_FLAG_16BIT_sRGB;
  Image image{png.height, png.width, channels, {}};
  image.values.resize(pixels * channels);
  const auto level = static_cast<png_byte>(background);
  const png_color background_colour{level, level, level};
  if (png_image_finish_read(&png, &background_colour, image.values.data(), 0, nullptr) == 0) {
    fail_png(name, png.message);
  }
  return image;
}

}  // namespace runner::formats
