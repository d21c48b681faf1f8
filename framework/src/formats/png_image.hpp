// Decoding PNG images.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "formats/image.hpp"

namespace runner::formats {

// Whether `bytes` begin with PNG's signature.
bool is_png(std::span<const std::uint8_t> bytes);

// Decodes a PNG image of any kind into `channels` (1 or 3) of 8 bits. Colours become grey by their
// luminance, and transparent pixels are blended with the background.
// Throws: Error (damaged), beginning with `name`, if the data are damaged or there are more than
// max_image_pixels.
Image read_png(const std::string& name, std::span<const std::uint8_t> bytes, std::size_t channels,
               Background background);

}  // namespace runner::formats
