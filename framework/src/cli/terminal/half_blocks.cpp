#include "cli/terminal/half_blocks.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include <fmt/format.h>

namespace runner {
namespace {

struct Colour {
  unsigned red = 0;
  unsigned green = 0;
  unsigned blue = 0;
};

Colour colour_at(const formats::Image& image, std::size_t row, std::size_t column) {
  if (row >= image.rows) return {};
  const std::uint8_t* pixel = image.values.data() + (row * image.columns + column) * image.channels;
  if (image.channels == 3) return {pixel[0], pixel[1], pixel[2]};
  return {pixel[0], pixel[0], pixel[0]};
}

// The palette has 24 greys, 8 to 238 in steps of 10, and a 6 x 6 x 6 cube with the levels 0, 95,
// 135, 175, 215 and 255.
unsigned palette_index(const Colour& colour) {
  if (colour.red == colour.green && colour.green == colour.blue) {
    if (colour.red < 4) return 16;
    if (colour.red > 246) return 231;
    return 232 + std::min((colour.red - 3) / 10, 23U);
  }
  const auto level = [](unsigned value) {
    return value < 48 ? 0U : value < 115 ? 1U : (value - 35) / 40;
  };
  return 16 + 36 * level(colour.red) + 6 * level(colour.green) + level(colour.blue);
}

// Parameters of the escape sequence that colours the upper pixel (plane 38: foreground) or the
// lower (plane 48: background).
std::string parameters(unsigned plane, const Colour& colour, DrawingStyle style) {
  if (style == DrawingStyle::colours256)
    return fmt::format("{};5;{}", plane, palette_index(colour));
  return fmt::format("{};2;{};{};{}", plane, colour.red, colour.green, colour.blue);
}

bool is_bright(const Colour& colour) { return colour.red + colour.green + colour.blue >= 3 * 128; }

std::string plain_line(const formats::Image& image, std::size_t row) {
  std::string line;
  std::size_t used = 0;  // bytes up to the last character that is not a space
  for (std::size_t column = 0; column < image.columns; ++column) {
    const bool upper = is_bright(colour_at(image, row, column));
    const bool lower = is_bright(colour_at(image, row + 1, column));
    line += upper ? (lower ? "█" : "▀") : (lower ? "▄" : " ");
    if (upper || lower) used = line.size();
  }
  return line.substr(0, used) + '\n';
}

// Writes an escape sequence only where a colour changes.
std::string coloured_line(const formats::Image& image, std::size_t row, DrawingStyle style) {
  std::string line;
  std::string current;
  for (std::size_t column = 0; column < image.columns; ++column) {
    const std::string wanted = parameters(38, colour_at(image, row, column), style) + ';' +
                               parameters(48, colour_at(image, row + 1, column), style);
    if (wanted != current) line += fmt::format("\x1b[{}m", wanted);
    current = wanted;
    line += "▀";
  }
  return line + "\x1b[0m\n";
}

bool is_set(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

}  // namespace

DrawingStyle style_of_stdout() {
  if (is_set("NO_COLOR") || ::isatty(STDOUT_FILENO) == 0) return DrawingStyle::plain;
  const char* depth = std::getenv("COLORTERM");
  const std::string_view text = depth == nullptr ? "" : depth;
  return text == "truecolor" || text == "24bit" ? DrawingStyle::colours24
                                                : DrawingStyle::colours256;
}

std::string draw_half_blocks(const formats::Image& image, DrawingStyle style) {
  std::string text;
  for (std::size_t row = 0; row < image.rows; row += 2) {
    text +=
        style == DrawingStyle::plain ? plain_line(image, row) : coloured_line(image, row, style);
  }
  return text;
}

}  // namespace runner
