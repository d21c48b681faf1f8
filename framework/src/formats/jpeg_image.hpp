// Decoding JPEG images.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "formats/image.hpp"

namespace runner::formats {

// Whether `bytes` begin with JPEG's signature.
bool is_jpeg(std::span<const std::uint8_t> bytes);

// Decodes a grey or colour JPEG image into `channels` (1 or 3) of 8 bits, turned upright by its
// EXIF orientation. Colours become grey by their luminance, as those of PNG images do. Throws:
// Error (damaged), beginning with `name`, if the data are damaged, the colours are CMYK, or there
// are more than max_image_pixels.
Image read_jpeg(const std::string& name, std::span<const std::uint8_t> bytes, std::size_t channels);

}  // namespace runner::formats
