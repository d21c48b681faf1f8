// PNG files for tests.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include <png.h>

namespace runner::test {

// A PNG file of `values` in a format of libpng's simplified interface, e.g. PNG_FORMAT_GRAY or
// PNG_FORMAT_RGBA.
inline std::string png_bytes(std::uint32_t rows, std::uint32_t columns, std::uint32_t format,
                             const std::vector<std::uint8_t>& values,
                             const std::vector<std::uint8_t>& colormap = {}) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = columns;
  image.height = rows;
  image.format = format;
  image.colormap_entries = static_cast<std::uint32_t>(colormap.size() / 3);
  png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
  std::string bytes(size, '\0');
  const void* map = colormap.empty() ? nullptr : colormap.data();
  if (png_image_write_to_memory(&image, bytes.data(), &size, 0, values.data(), 0, map) == 0) {
    throw std::runtime_error(image.message);
  }
  bytes.resize(size);
  return bytes;
}

}  // namespace runner::test
