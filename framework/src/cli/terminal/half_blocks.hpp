// Draws small images in a terminal, two rows of pixels per line of text.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace runner {

// Pixels in row-major order, the channels of a pixel side by side.
struct Picture {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::size_t channels = 1;  // 1 is grey, 3 is red, green, blue
  std::vector<std::uint8_t> values;
};

enum class DrawingStyle {
  plain,  // no escape sequences; ' ', '▀', '▄', '█' show pixels of at least half brightness
  colours256,  // the 256-colour palette
  colours24,   // 24-bit colours
};

// Returns plain if standard output is not a terminal or NO_COLOR is set to a non-empty value
// (https://no-color.org). Otherwise returns 24-bit colours if COLORTERM announces them, else 256.
DrawingStyle style_of_stdout();

// Returns lines that end in '\n'. If the number of rows is odd, black follows the last one. Plain
// lines have no trailing spaces.
std::string draw_half_blocks(const Picture& picture, DrawingStyle style);

}  // namespace runner
