#include "formats/centred_image.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace runner::formats {
namespace {

// Pixels [top, bottom) x [left, right).
struct Box {
  std::size_t top = 0;
  std::size_t bottom = 0;
  std::size_t left = 0;
  std::size_t right = 0;
};

unsigned brightness(const Image& image, std::size_t row, std::size_t column) {
  const std::uint8_t* const pixel =
      image.values.data() + (row * image.columns + column) * image.channels;
  return std::accumulate(pixel, pixel + image.channels, 0U);
}

// Calls visit(row, column, brightness) for each pixel.
template <typename Visit>
void each_pixel(const Image& image, Visit visit) {
  for (std::size_t row = 0; row < image.rows; ++row) {
    for (std::size_t column = 0; column < image.columns; ++column) {
      visit(row, column, brightness(image, row, column));
    }
  }
}

// The brightness from which on a pixel is ink; at least 1.
unsigned ink_threshold(const Image& image) {
  unsigned brightest = 0;
  each_pixel(image, [&](auto, auto, unsigned value) { brightest = std::max(brightest, value); });
  return std::max(1U, (brightest + 9) / 10);
}

// The smallest box around all ink; empty without ink.
Box ink_box(const Image& image, unsigned threshold) {
  Box box{image.rows, 0, image.columns, 0};
  each_pixel(image, [&](std::size_t row, std::size_t column, unsigned value) {
    if (value < threshold) return;
    box.top = std::min(box.top, row);
    box.bottom = std::max(box.bottom, row + 1);
    box.left = std::min(box.left, column);
    box.right = std::max(box.right, column + 1);
  });
  return box;
}

// The box's pixels, with black instead of what is not ink.
Image crop_ink(const Image& image, const Box& box, unsigned threshold) {
  Image ink{box.bottom - box.top, box.right - box.left, image.channels, {}};
  for (std::size_t row = box.top; row < box.bottom; ++row) {
    for (std::size_t column = box.left; column < box.right; ++column) {
      const bool is_ink = brightness(image, row, column) >= threshold;
      const auto pixel =
          image.values.begin() +
          static_cast<std::ptrdiff_t>((row * image.columns + column) * image.channels);
      for (std::size_t channel = 0; channel < image.channels; ++channel) {
        ink.values.push_back(is_ink ? pixel[static_cast<std::ptrdiff_t>(channel)]
                                    : std::uint8_t{0});
      }
    }
  }
  return ink;
}

// How far the ink has to move, in whole pixels, so that its centre of mass is nearest to pixel
// (rows / 2, columns / 2): in MNIST it lies between 13.5 and 14.5 in either direction.
struct Shift {
  std::ptrdiff_t rows = 0;
  std::ptrdiff_t columns = 0;
};

Shift shift_to_centre(const Image& ink, std::size_t rows, std::size_t columns) {
  double mass = 0;
  double row_sum = 0;
  double column_sum = 0;
  each_pixel(ink, [&](std::size_t row, std::size_t column, unsigned value) {
    mass += value;
    row_sum += value * static_cast<double>(row);
    column_sum += value * static_cast<double>(column);
  });
  if (mass == 0) return {};
  const std::size_t middle_row = rows / 2;
  const std::size_t middle_column = columns / 2;
  return {std::lround(static_cast<double>(middle_row) - row_sum / mass),
          std::lround(static_cast<double>(middle_column) - column_sum / mass)};
}

// The part of `ink`, shifted, that lies within rows x columns.
Image place(const Image& ink, std::size_t rows, std::size_t columns, Shift shift) {
  Image image{rows, columns, ink.channels, {}};
  image.values.assign(rows * columns * ink.channels, 0);
  for (std::size_t row = 0; row < ink.rows; ++row) {
    for (std::size_t column = 0; column < ink.columns; ++column) {
      const auto new_row = static_cast<std::ptrdiff_t>(row) + shift.rows;
      const auto new_column = static_cast<std::ptrdiff_t>(column) + shift.columns;
      if (new_row < 0 || new_row >= static_cast<std::ptrdiff_t>(rows) || new_column < 0 ||
          new_column >= static_cast<std::ptrdiff_t>(columns)) {
        continue;
      }
      const auto to =
          static_cast<std::size_t>(new_row) * columns + static_cast<std::size_t>(new_column);
      std::copy_n(ink.values.begin() +
                      static_cast<std::ptrdiff_t>((row * ink.columns + column) * ink.channels),
                  ink.channels,
                  image.values.begin() + static_cast<std::ptrdiff_t>(to * ink.channels));
    }
  }
  return image;
}

// 20/28 of a size, at least 1.
std::size_t ink_size(std::size_t size) { return std::max<std::size_t>(1, (size * 20 + 14) / 28); }

}  // namespace

Image centre_ink(const Image& image, std::size_t rows, std::size_t columns) {
  const unsigned threshold = ink_threshold(image);
  const Box box = ink_box(image, threshold);
  if (box.bottom <= box.top) return place({0, 0, image.channels, {}}, rows, columns, {});
  const Image ink = fit(crop_ink(image, box, threshold), ink_size(rows), ink_size(columns), 0);
  return place(ink, rows, columns, shift_to_centre(ink, rows, columns));
}

}  // namespace runner::formats
