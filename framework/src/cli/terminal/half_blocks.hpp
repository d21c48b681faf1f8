// Drawing small images in a terminal, two pixel rows to a row of text.
#pragma once

#include <string>

#include "formats/image.hpp"

namespace runner {

enum class DrawingStyle {
  plain,       // ' ', '▀', '▄', '█': what is at least half bright, without escape sequences
  colours256,  // the 256-colour palette
  colours24,   // 24-bit colours
};

// 24-bit colours when COLORTERM says that the terminal has them, else 256; plain when standard
// output is no terminal or the environment sets NO_COLOR to anything but nothing
// (https://no-color.org).
DrawingStyle style_of_stdout();

// Lines that end in '\n'; a last odd row of pixels has black below it. In plain style, spaces at
// the ends of lines are left out.
std::string draw_half_blocks(const formats::Image& image, DrawingStyle style);

}  // namespace runner
