#include "plot/braille_canvas.hpp"

#include <array>

#include <fmt/format.h>

namespace runner {
namespace {

// The bit of a dot in Unicode's braille patterns, which count from U+2800.
constexpr std::uint8_t dot_bit(std::size_t x, std::size_t y) {
  constexpr std::uint8_t bits[2][4] = {{0x01, 0x02, 0x04, 0x40}, {0x08, 0x10, 0x20, 0x80}};
  return bits[x][y];
}

}  // namespace

std::string_view curve_colour(std::size_t number) {
  // Cyan, yellow, magenta, green, bright blue, red, bright cyan, bright magenta.
  constexpr std::array<std::string_view, 8> colours = {"36", "33", "35", "32",
                                                       "94", "31", "96", "95"};
  return colours[number % colours.size()];
}

std::string in_colour(std::string_view text, std::size_t colour, bool coloured) {
  return coloured ? fmt::format("\x1b[{}m{}\x1b[0m", curve_colour(colour), text)
                  : std::string(text);
}

BrailleCanvas::BrailleCanvas(std::size_t columns, std::size_t rows)
    : columns_(columns), rows_(rows), cells_(columns * rows) {}

BrailleCanvas::Cell& BrailleCanvas::cell(std::size_t x, std::size_t y) {
  return cells_[y / cell_height * columns_ + x / cell_width];
}

void BrailleCanvas::set_line_dot(std::size_t x, std::size_t y, std::size_t colour) {
  Cell& target = cell(x, y);
  target.dots |= dot_bit(x % cell_width, y % cell_height);
  target.colour = colour;
  target.has_line = true;
}

void BrailleCanvas::set_band_dot(std::size_t x, std::size_t y, std::size_t colour) {
  Cell& target = cell(x, y);
  target.dots |= dot_bit(x % cell_width, y % cell_height);
  if (!target.has_line) target.colour = colour;
}

bool BrailleCanvas::set_letter(std::size_t column, std::size_t row, char letter,
                               std::size_t colour) {
  Cell& target = cells_[row * columns_ + column];
  if (target.letter != '\0') return false;
  target.letter = letter;
  target.colour = colour;
  target.has_line = true;
  return true;
}

std::string BrailleCanvas::character(const Cell& cell) {
  if (cell.letter != '\0') return {cell.letter};
  if (cell.dots == 0) return " ";
  // U+2800 + dots in UTF-8.
  return {'\xe2', static_cast<char>(0xa0 | cell.dots >> 6),
          static_cast<char>(0x80 | (cell.dots & 0x3f))};
}

std::string BrailleCanvas::row_text(std::size_t row, bool coloured) const {
  std::string text;
  std::string style;  // that of the text so far
  std::size_t used = 0;
  for (std::size_t column = 0; column < columns_; ++column) {
    const Cell& cell = cells_[row * columns_ + column];
    const bool is_empty = cell.dots == 0 && cell.letter == '\0';
    if (coloured && !is_empty) {
      const std::string wanted =
          fmt::format("\x1b[0;{}{}m", cell.has_line ? "" : "2;", curve_colour(cell.colour));
      if (wanted != style) text += wanted;
      style = wanted;
    }
    text += character(cell);
    if (!is_empty) used = text.size();
  }
  text.resize(used);
  return style.empty() ? text : text + "\x1b[0m";
}

}  // namespace runner
