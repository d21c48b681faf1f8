// A drawing of dots in a terminal, 2 x 4 to a character (Unicode's braille patterns).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace runner {

// Parameters of the escape sequences of some colours, "36" for cyan; a curve's number past the last
// one starts again with the first.
std::string_view curve_colour(std::size_t number);

// `text` in the colour, or as it is.
std::string in_colour(std::string_view text, std::size_t colour, bool coloured);

class BrailleCanvas {
 public:
  static constexpr std::size_t cell_width = 2;  // in dots
  static constexpr std::size_t cell_height = 4;

  BrailleCanvas(std::size_t columns, std::size_t rows);

  std::size_t width() const { return columns_ * cell_width; }  // in dots
  std::size_t height() const { return rows_ * cell_height; }

  // Sets the dot in column x, row y, counted from the top left. Dots of a band never change the
  // colour of a cell with a dot of a line; of others the last one decides.
  // Requires: x < width(), y < height().
  void set_line_dot(std::size_t x, std::size_t y, std::size_t colour);
  void set_band_dot(std::size_t x, std::size_t y, std::size_t colour);

  // Replaces a cell's dots by a letter, unless it has one. Returns whether it was free.
  bool set_letter(std::size_t column, std::size_t row, char letter, std::size_t colour);

  // A row of characters, without trailing spaces. With `coloured`, bands are dimmed.
  std::string row_text(std::size_t row, bool coloured) const;

 private:
  struct Cell {
    std::uint8_t dots = 0;
    std::size_t colour = 0;
    bool has_line = false;
    char letter = '\0';
  };

  Cell& cell(std::size_t x, std::size_t y);
  static std::string character(const Cell& cell);

  std::size_t columns_;
  std::size_t rows_;
  std::vector<Cell> cells_;
};

}  // namespace runner
