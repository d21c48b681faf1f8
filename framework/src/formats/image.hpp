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

// Scales an image to fit into rows x columns, keeping its proportions, and centres it on pixels of
// value `background`. A new pixel is the mean of the area that it covers or, in a direction in
// which the image grows, a linear interpolation between pixel centres.
// Requires: the image has pixels, and rows and columns are at least 1.
Image fit(const Image& image, std::size_t rows, std::size_t columns, std::uint8_t background);

}  // namespace runner::formats
