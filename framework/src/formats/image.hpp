#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace runner::formats {

// Pixels of 0 (black) to 255 (white), row by row from the top, the channels of a pixel side by
// side.
struct Image {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::size_t channels = 1;  // 1: grey; 3: red, green, blue
  std::vector<std::uint8_t> values;
};

// An image that has more is refused, so that a small file cannot take all memory.
inline constexpr std::uint64_t max_image_pixels = 64'000'000;

// Takes the place of transparent pixels.
enum class Background : std::uint8_t { black = 0, white = 255 };

// The luminance of colours: their linear light (gamma 2.2), weighted by 0.2126, 0.7152 and 0.0722
// and encoded again. A grey pixel keeps its value. Libpng computes the same with less precision.
// Requires: three channels.
Image to_grey(const Image& image);

// Turns and mirrors an image as its EXIF orientation says: the k-th of the eight in the standard
// tells which sides of the picture the first row and column are. 1 changes nothing.
// Requires: 1 <= orientation <= 8.
Image upright(Image image, unsigned orientation);

// Scales an image to fit into rows x columns, keeping its proportions, and centres it on pixels of
// value `background`. A new pixel is the mean of the area that it covers or, in a direction in
// which the image grows, a linear interpolation between pixel centres.
// Requires: the image has pixels, and rows and columns are at least 1.
Image fit(const Image& image, std::size_t rows, std::size_t columns, std::uint8_t background);

}  // namespace runner::formats
