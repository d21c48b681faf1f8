#pragma once

#include <cstddef>

#include "formats/image.hpp"

namespace runner::formats {

// Scales and centres bright ink on black as the makers of MNIST did (LeCun, Cortes and Burges,
// http://yann.lecun.com/exdb/mnist/): the ink's bounding box is scaled, keeping its proportions,
// into a box of 20/28 of rows x columns, and placed so that the centre of mass of its pixels is the
// centre of the image. What falls outside is cut off.
//
// Ink is what has at least a tenth of the brightest pixel's brightness; the rest counts as noise of
// the paper and becomes black. The brightness of a pixel is the sum of its channels. An image
// without ink becomes black.
// Requires: the image has pixels, and rows and columns are at least 1.
Image centre_ink(const Image& image, std::size_t rows, std::size_t columns);

}  // namespace runner::formats
