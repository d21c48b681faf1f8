#pragma once

#include <cstddef>

#include "plot/axis.hpp"
#include "plot/braille_canvas.hpp"
#include "plot/curve_styles.hpp"

namespace runner {

// Draws curves on a canvas that the axes span.
class CurveDrawing {
 public:
  CurveDrawing(BrailleCanvas& canvas, const Axis& x, const Axis& y)
      : canvas_(canvas), x_(x), y_(y) {}

  void draw_band(const Curve& curve, CurveStyle style);
  void draw_line(const Curve& curve, CurveStyle style);
  // Puts the letter on the curve, at least once and then in every `spacing`th column of characters
  // from column `first` on, where the curve has a value.
  void draw_letters(const Curve& curve, CurveStyle style, char letter, std::size_t first,
                    std::size_t spacing);

 private:
  double dot_column(double value) const;
  double dot_row(double value) const;  // at most the canvas's last row
  void draw_segment(const CurvePoint& from, const CurvePoint& to, CurveStyle style,
                    std::size_t& distance);
  bool draw_letter(double column, double row, char letter, CurveStyle style);

  BrailleCanvas& canvas_;
  const Axis& x_;
  const Axis& y_;
};

}  // namespace runner
