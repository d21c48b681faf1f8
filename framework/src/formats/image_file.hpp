// Reading images of the formats that are supported: PNG and JPEG.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "formats/gzip_reader.hpp"
#include "formats/image.hpp"

namespace runner::formats {

// Whether `bytes` begin with the signature of PNG or JPEG.
bool is_image(std::span<const std::uint8_t> bytes);

// Decodes the rest of the reader's data, at most 256 MiB, into `channels` (1 or 3) of 8 bits, as
// read_png() and read_jpeg() do. The first bytes decide which. `background` takes the place of
// transparent pixels.
// Throws: Error (damaged), beginning with the reader's name, also if it is not such an image.
Image read_image(GzipReader& reader, std::size_t channels, Background background);

// read_image() for a file.
// Throws: Error (not_found, damaged), beginning with its path, also if it is not a regular file.
Image read_image_file(const std::string& path, std::size_t channels, Background background);

}  // namespace runner::formats
