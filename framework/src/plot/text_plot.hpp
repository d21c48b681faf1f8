// Learning curves in a terminal.
#pragma once

#include <cstddef>
#include <string>

#include "plot/learning_curves.hpp"

namespace runner {

// The size that a text plot is drawn in. It is never narrower than min_columns, nor has its canvas
// fewer than 5 rows.
struct TextPlotSize {
  static constexpr std::size_t min_columns = 20;

  std::size_t columns = 80;
  std::size_t rows = 24;
};

// A title, the curves in braille with axes, a legend and the notes, in lines that end in '\n'. If
// there are several curves, each has a letter that recurs along it and stands in the legend, so
// that they can be told apart without colours. Bands are sparse dots. All but the longest legends
// and notes leave a row of the screen to the prompt.
std::string draw_text_plot(const LearningCurves& curves, TextPlotSize size, bool coloured);

}  // namespace runner
