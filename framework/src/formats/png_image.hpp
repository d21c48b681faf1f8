// Pictures from PNG files.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "formats/gzip_reader.hpp"

namespace runner::formats {

// Pixels of 0 (black) to 255 (white), row by row, the channels of a pixel side by side.
struct Image {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::size_t channels = 1;  // 1 is grey, 3 is red, green, blue
  std::vector<std::uint8_t> values;
};

enum class Background : std::uint8_t { black = 0, white = 255 };

// Whether bytes begin as every PNG file does.
bool is_png(std::span<const std::uint8_t> bytes);

// Decodes a PNG file of any kind into `channels` (1 or 3) of eight bits: colours become grey by
// their luminance, transparent pixels are laid over the background. Throws FormatError, which
// begins with `name`, when the file is damaged or has more than 64 million pixels.
Image read_png(const std::string& name, std::span<const std::uint8_t> bytes, std::size_t channels,
               Background background);

// read_png() of a file of at most 256 MiB; messages begin with its path. Throws FormatError, also
// for what is no regular file or no picture.
Image read_png_file(const std::string& path, std::size_t channels, Background background);

// Scales an image to fit into rows x columns, keeping its proportions, and centres it on pixels of
// value `background`. Each new pixel is the mean of the area that it covers or, in directions in
// which the image grows, a linear interpolation. Neither image may be empty.
Image fit(const Image& image, std::size_t rows, std::size_t columns, std::uint8_t background);

}  // namespace runner::formats
