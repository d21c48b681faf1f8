#include "formats/image.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace runner::formats {
namespace {

// The source pixels along an axis, from `first`, whose weighted sum is one new pixel. Weights sum
// to 1.
struct Span {
  std::size_t first = 0;
  std::vector<double> weights;
};

// Weights are the parts of [begin, end), in source pixels, that each pixel covers.
Span area_span(double begin, double end, std::size_t size) {
  Span span;
  span.first = std::min(static_cast<std::size_t>(begin), size - 1);
  const std::size_t last = std::min(static_cast<std::size_t>(std::ceil(end)), size);
  for (std::size_t i = span.first; i < std::max(last, span.first + 1); ++i) {
    const double from = std::max(begin, static_cast<double>(i));
    const double to = std::min(end, static_cast<double>(i) + 1);
    span.weights.push_back(std::max(to - from, 0.0) / (end - begin));
  }
  return span;
}

// Linear interpolation at `centre` between the two source pixels whose centres are nearest.
Span linear_span(double centre, std::size_t size) {
  const double position = std::clamp(centre - 0.5, 0.0, static_cast<double>(size - 1));
  const auto first = static_cast<std::size_t>(position);
  const double part = position - static_cast<double>(first);
  if (first + 1 == size) return {first, {1.0}};
  return {first, {1 - part, part}};
}

std::vector<Span> spans(std::size_t size, std::size_t new_size) {
  const double step = static_cast<double>(size) / static_cast<double>(new_size);
  std::vector<Span> result;
  for (std::size_t i = 0; i < new_size; ++i) {
    const double begin = static_cast<double>(i) * step;
    result.push_back(step > 1 ? area_span(begin, begin + step, size)
                              : linear_span(begin + step / 2, size));
  }
  return result;
}

double weighted_sum(const Image& image, const Span& rows, const Span& columns,
                    std::size_t channel) {
  double sum = 0;
  for (std::size_t r = 0; r < rows.weights.size(); ++r) {
    const std::size_t begin = (rows.first + r) * image.columns + columns.first;
    const std::uint8_t* pixel = image.values.data() + begin * image.channels + channel;
    double row_sum = 0;
    for (std::size_t c = 0; c < columns.weights.size(); ++c) {
      row_sum += columns.weights[c] * pixel[c * image.channels];
    }
    sum += rows.weights[r] * row_sum;
  }
  return sum;
}

std::size_t scaled(std::size_t size, double factor, std::size_t max_size) {
  const auto rounded = static_cast<std::size_t>(std::lround(static_cast<double>(size) * factor));
  return std::clamp<std::size_t>(rounded, 1, max_size);
}

// Converts between 8-bit levels and linear light from 0 to 1.
class GammaTables {
 public:
  GammaTables() {
    for (std::size_t i = 0; i < light_.size(); ++i) {
      light_[i] = std::pow(static_cast<double>(i) / 255, gamma);
    }
    for (std::size_t i = 0; i < level_.size(); ++i) {
      const double root = static_cast<double>(i) / max_root;
      level_[i] = static_cast<std::uint8_t>(std::lround(255 * std::pow(root, 2 / gamma)));
    }
  }

  double light(std::uint8_t level) const { return light_[level]; }

  std::uint8_t level(double light) const {
    return level_[static_cast<std::size_t>(std::lround(std::sqrt(light) * max_root))];
  }

 private:
  static constexpr double gamma = 2.2;
  static constexpr double max_root = 4095;

  std::array<double, 256> light_{};
  // By the square root of light, of which a level is nearly a linear function.
  std::array<std::uint8_t, 4097> level_{};
};

}  // namespace

Image to_grey(const Image& image) {
  static const GammaTables tables;
  Image grey{image.rows, image.columns, 1, {}};
  grey.values.reserve(image.rows * image.columns);
  for (std::size_t i = 0; i < image.values.size(); i += 3) {
    const std::uint8_t red = image.values[i];
    const std::uint8_t green = image.values[i + 1];
    const std::uint8_t blue = image.values[i + 2];
    const double light =
        0.2126 * tables.light(red) + 0.7152 * tables.light(green) + 0.0722 * tables.light(blue);
    const bool is_grey = red == green && green == blue;
    grey.values.push_back(is_grey ? red : tables.level(light));
  }
  return grey;
}

Image upright(Image image, unsigned orientation) {
  if (orientation == 1) return image;
  const bool transposed = orientation >= 5;
  // Whether the first row is at the bottom or right, and the first column at the right or bottom.
  const bool last_row_first =
      orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
  const bool last_column_first =
      orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
  Image result = image;
  if (transposed) std::swap(result.rows, result.columns);
  std::uint8_t* to = result.values.data();
  for (std::size_t r = 0; r < result.rows; ++r) {
    for (std::size_t c = 0; c < result.columns; ++c) {
      std::size_t row = transposed ? c : r;
      std::size_t column = transposed ? r : c;
      if (last_row_first) row = image.rows - 1 - row;
      if (last_column_first) column = image.columns - 1 - column;
      const std::size_t from = (row * image.columns + column) * image.channels;
      to = std::copy_n(image.values.data() + from, image.channels, to);
    }
  }
  return result;
}

Image fit(const Image& image, std::size_t rows, std::size_t columns, std::uint8_t background) {
  const double factor = std::min(static_cast<double>(rows) / static_cast<double>(image.rows),
                                 static_cast<double>(columns) / static_cast<double>(image.columns));
  const std::size_t height = scaled(image.rows, factor, rows);
  const std::size_t width = scaled(image.columns, factor, columns);
  const std::size_t top = (rows - height) / 2;
  const std::size_t left = (columns - width) / 2;
  const auto row_spans = spans(image.rows, height);
  const auto column_spans = spans(image.columns, width);
  Image result{rows, columns, image.channels,
               std::vector<std::uint8_t>(rows * columns * image.channels, background)};
  for (std::size_t r = 0; r < height; ++r) {
    for (std::size_t c = 0; c < width; ++c) {
      for (std::size_t channel = 0; channel < image.channels; ++channel) {
        const double value = weighted_sum(image, row_spans[r], column_spans[c], channel);
        const std::size_t place = ((top + r) * columns + left + c) * image.channels + channel;
        result.values[place] = static_cast<std::uint8_t>(std::lround(value));
      }
    }
  }
  return result;
}

}  // namespace runner::formats
