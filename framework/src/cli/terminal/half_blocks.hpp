// Draws small images in a terminal, two rows of pixels per line of text.
#pragma once

#include <string>

#include "formats/image.hpp"

namespace runner {

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
std::string draw_half_blocks(const formats::Image& image, DrawingStyle style);

}  // namespace runner
