#include "plot/curve_drawing.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace runner {
namespace {

// Whether a dashed line has a dot at this distance along it.
bool is_inked(std::size_t dash, std::size_t distance) {
  if (dash == 0) return true;
  return dash == 1 ? distance % 6 < 3 : distance % (dash + 1) == 0;
}

std::size_t rounded(double value) { return static_cast<std::size_t>(std::lround(value)); }

double between(double from, double to, double part) { return from + (to - from) * part; }

}  // namespace

double CurveDrawing::dot_column(double value) const {
  const double last = static_cast<double>(canvas_.width() - 1);
  return std::clamp(x_.place(value), 0.0, 1.0) * last;
}

double CurveDrawing::dot_row(double value) const {
  const double last = static_cast<double>(canvas_.height() - 1);
  // On a logarithmic axis a band may reach below 0.
  const double place = y_.logarithmic && value <= 0 ? 0 : std::clamp(y_.place(value), 0.0, 1.0);
  return (1 - place) * last;
}

void CurveDrawing::draw_band(const Curve& curve, CurveStyle style) {
  for (std::size_t i = 1; i < curve.points.size(); ++i) {
    const CurvePoint& a = curve.points[i - 1];
    const CurvePoint& b = curve.points[i];
    if (!a.band || !b.band) continue;
    const double begin = dot_column(a.x);
    const double end = dot_column(b.x);
    for (std::size_t x = static_cast<std::size_t>(std::ceil(begin)); static_cast<double>(x) <= end;
         ++x) {
      const double part = end > begin ? (static_cast<double>(x) - begin) / (end - begin) : 0;
      const auto top = rounded(between(dot_row(a.band->high), dot_row(b.band->high), part));
      const auto bottom = rounded(between(dot_row(a.band->low), dot_row(b.band->low), part));
      for (std::size_t y = top; y <= bottom; ++y) {
        if (x % 2 == 0 && (y + x / 2 * 2) % 4 == style.colour % 4)
          canvas_.set_band_dot(x, y, style.colour);
      }
    }
  }
}

void CurveDrawing::draw_segment(const CurvePoint& from, const CurvePoint& to, CurveStyle style,
                                std::size_t& distance) {
  const double x0 = dot_column(from.x);
  const double y0 = dot_row(from.y);
  const double x1 = dot_column(to.x);
  const double y1 = dot_row(to.y);
  const auto steps =
      std::max<std::size_t>(1, rounded(std::max(std::abs(x1 - x0), std::abs(y1 - y0))));
  for (std::size_t i = 0; i <= steps; ++i) {
    const double part = static_cast<double>(i) / static_cast<double>(steps);
    if (is_inked(style.dash, distance)) {
      canvas_.set_line_dot(rounded(between(x0, x1, part)), rounded(between(y0, y1, part)),
                           style.colour);
    }
    if (i > 0) ++distance;
  }
}

void CurveDrawing::draw_line(const Curve& curve, CurveStyle style) {
  const auto& points = curve.points;
  std::size_t distance = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (points[i].is_gap()) continue;
    const bool joins = i + 1 < points.size() && !points[i + 1].is_gap();
    if (joins) draw_segment(points[i], points[i + 1], style, distance);
    if (!curve.is_lone(i)) continue;
    // A point by itself is two by two dots, to be seen.
    const std::size_t x = std::min(rounded(dot_column(points[i].x)), canvas_.width() - 2) / 2 * 2;
    const std::size_t y = std::min(rounded(dot_row(points[i].y)), canvas_.height() - 2);
    for (const std::size_t dx : {0, 1}) {
      for (const std::size_t dy : {0, 1}) canvas_.set_line_dot(x + dx, y + dy, style.colour);
    }
  }
}

bool CurveDrawing::draw_letter(double column, double row, char letter, CurveStyle style) {
  return canvas_.set_letter(rounded(column) / BrailleCanvas::cell_width,
                            rounded(row) / BrailleCanvas::cell_height, letter, style.colour);
}

void CurveDrawing::draw_letters(const Curve& curve, CurveStyle style, char letter,
                                std::size_t first, std::size_t spacing) {
  bool any = false;
  const auto& points = curve.points;
  std::size_t i = 1;
  const std::size_t columns = canvas_.width() / BrailleCanvas::cell_width;
  for (std::size_t column = first; column < columns; column += spacing) {
    const double x = static_cast<double>(column * BrailleCanvas::cell_width);
    while (i < points.size() && dot_column(points[i].x) < x) ++i;
    if (i >= points.size()) break;
    const CurvePoint& a = points[i - 1];
    const CurvePoint& b = points[i];
    const double begin = dot_column(a.x);
    const double end = dot_column(b.x);
    if (x < begin || a.is_gap() || b.is_gap()) continue;
    const double part = end > begin ? (x - begin) / (end - begin) : 0;
    any |= draw_letter(x, between(dot_row(a.y), dot_row(b.y), part), letter, style);
  }
  // A short curve has its letter at its end, or at the first free point before it.
  for (std::size_t j = points.size(); !any && j > 0; --j) {
    if (!points[j - 1].is_gap()) {
      any = draw_letter(dot_column(points[j - 1].x), dot_row(points[j - 1].y), letter, style);
    }
  }
}

}  // namespace runner
