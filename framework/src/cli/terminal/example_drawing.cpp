#include "cli/terminal/example_drawing.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace runner {
namespace {

std::uint8_t brightness(double value) {
  return static_cast<std::uint8_t>(std::lround(255.0 * std::clamp(value, 0.0, 1.0)));
}

// Shows the mean of a pixel's channels unless there are 1 or 3.
formats::Image image_of(const std::vector<double>& values, const InputShape& shape) {
  formats::Image image{shape.rows, shape.columns, shape.channels == 3 ? 3U : 1U, {}};
  const std::size_t step = shape.channels == 3 ? 1 : shape.channels;
  for (std::size_t i = 0; i + step <= values.size(); i += step) {
    double sum = 0;
    for (std::size_t j = 0; j < step; ++j) sum += values[i + j];
    image.values.push_back(brightness(sum / static_cast<double>(step)));
  }
  return image;
}

// The first values of an example that is not an image, in a line.
std::string value_line(const std::vector<double>& values) {
  constexpr std::size_t max_values = 16;
  std::string line;
  for (std::size_t i = 0; i < std::min(values.size(), max_values); ++i) {
    line += fmt::format("{}{:.4g}", i == 0 ? "" : " ", values[i]);
  }
  return line + (values.size() > max_values ? " ...\n" : "\n");
}

}  // namespace

std::string draw_example(const std::vector<double>& values, const InputShape& shape,
                         DrawingStyle style) {
  return shape.rows == 1 ? value_line(values) : draw_half_blocks(image_of(values, shape), style);
}

}  // namespace runner
