#include "plot/text_plot.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/text_width.hpp"
#include "compare/comparison_text.hpp"
#include "plot/curve_drawing.hpp"

namespace runner {
namespace {

constexpr std::size_t min_canvas_rows = 5;
constexpr std::size_t axis_rows = 2;  // the line and its labels

constexpr std::size_t most_ticks = 11;  // of an axis

char letter_of(std::size_t curve) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  return curve < letters.size() ? letters[curve] : '*';
}

// Lines of at most `width` columns; longer words are cut into lines.
std::vector<std::string> lines_of(const std::string& sentence, std::size_t width) {
  std::vector<std::string> lines;
  const std::string text = wrapped_text(sentence, width);
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string_view line = std::string_view(text).substr(begin, end - begin);
    while (display_width(line) > width) {
      const std::string_view start = start_within(line, width);
      lines.emplace_back(start);
      line.remove_prefix(start.size());
    }
    lines.emplace_back(line);
    begin = end + 1;
  }
  return lines;
}

// Assembles a plot's lines.
class TextPlot {
 public:
  TextPlot(const LearningCurves& curves, TextPlotSize size, bool coloured)
      : curves_(curves),
        width_(std::max(size.columns, TextPlotSize::min_columns)),
        coloured_(coloured),
        legend_(legend_lines()) {
    std::string title = curves.title();
    if (curves.logarithmic) title += " (logarithmic)";
    title_ = lines_of(title, width_);
    for (const auto& note : curves.notes) {
      for (auto& line : lines_of(note, width_)) notes_.push_back(std::move(line));
    }
    const std::size_t others = title_.size() + legend_.size() + notes_.size() + axis_rows + 1;
    canvas_rows_ = size.rows > others + min_canvas_rows ? size.rows - others : min_canvas_rows;
  }

  std::string text() const {
    std::string text;
    const auto add_lines = [&](const std::vector<std::string>& lines) {
      for (const auto& line : lines) text += line + '\n';
    };
    add_lines(title_);
    text += drawing();
    add_lines(legend_);
    add_lines(notes_);
    return text;
  }

 private:
  bool has_letters() const { return curves_.curves.size() > 1; }

  // As many entries in a line as fit.
  std::vector<std::string> legend_lines() const {
    constexpr std::size_t space = 3;
    std::vector<std::string> lines;
    std::size_t used = 0;
    for (std::size_t i = 0; i < curves_.curves.size(); ++i) {
      const Curve& curve = curves_.curves[i];
      const std::string mark = has_letters() ? std::string{letter_of(i), ' '} : "";
      const std::string entry = mark + curves_.legend(curve, width_ - mark.size());
      const std::size_t width = display_width(entry);
      const bool fits = !lines.empty() && used + space + width <= width_;
      if (fits)
        lines.back() += std::string(space, ' ');
      else
        lines.emplace_back();
      lines.back() += in_colour(entry, style_of(curves_, curve).colour, coloured_);
      used = fits ? used + space + width : width;
    }
    return lines;
  }

  std::string drawing() const {
    constexpr std::size_t rows_per_tick = 3;
    const Axis y =
        y_axis(curves_, std::clamp<std::size_t>(canvas_rows_ / rows_per_tick + 1, 2, most_ticks));
    std::size_t labels = 0;
    for (const auto& tick : y.ticks) labels = std::max(labels, tick.label.size());
    const std::size_t columns = width_ - labels - 1;
    const Axis x = fitting_x_axis(columns, labels);
    BrailleCanvas canvas(columns, canvas_rows_);
    draw_curves(canvas, x, y);

    std::vector<std::string> row_labels(canvas_rows_);
    for (const auto& tick : y.ticks) {
      const double dot = (1 - y.place(tick.value)) * static_cast<double>(canvas.height() - 1);
      row_labels[static_cast<std::size_t>(std::lround(dot)) / BrailleCanvas::cell_height] =
          tick.label;
    }
    std::string text;
    for (std::size_t row = 0; row < canvas_rows_; ++row) {
      text += pad_left(row_labels[row], labels) + (row_labels[row].empty() ? "│" : "┤") +
              canvas.row_text(row, coloured_) + '\n';
    }
    return text + x_axis_lines(x, columns, labels);
  }

  void draw_curves(BrailleCanvas& canvas, const Axis& x, const Axis& y) const {
    CurveDrawing drawing(canvas, x, y);
    const auto& all = curves_.curves;
    for (const auto& curve : all) drawing.draw_band(curve, style_of(curves_, curve));
    for (const auto& curve : all) drawing.draw_line(curve, style_of(curves_, curve));
    if (!has_letters()) return;
    constexpr std::size_t min_spacing = 16;
    const std::size_t distance = std::max<std::size_t>(3, min_spacing / all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
      drawing.draw_letters(all[i], style_of(curves_, all[i]), letter_of(i), (i + 1) * distance,
                           std::max(min_spacing, distance * all.size()));
    }
  }

  static std::size_t tick_column(const Axis& axis, const Tick& tick, std::size_t columns) {
    return static_cast<std::size_t>(
        std::lround(axis.place(tick.value) * static_cast<double>(columns - 1)));
  }

  // Where a label starts: centred below its tick, but within the line.
  std::size_t label_start(const Axis& axis, const Tick& tick, std::size_t columns,
                          std::size_t indent) const {
    const std::size_t centre = indent + 1 + tick_column(axis, tick, columns);
    const std::size_t half = tick.label.size() / 2;
    return std::min(centre > half ? centre - half : 0,
                    width_ > tick.label.size() ? width_ - tick.label.size() : 0);
  }

  bool labels_fit(const Axis& axis, std::size_t columns, std::size_t indent) const {
    std::size_t free = 0;
    for (const auto& tick : axis.ticks) {
      const std::size_t start = label_start(axis, tick, columns, indent);
      if (start < free) return false;
      free = start + tick.label.size() + 1;
    }
    return true;
  }

  Axis fitting_x_axis(std::size_t columns, std::size_t indent) const {
    for (std::size_t ticks = most_ticks; ticks > 2; --ticks) {
      Axis axis = x_axis(curves_, ticks);
      if (labels_fit(axis, columns, indent)) return axis;
    }
    Axis axis = x_axis(curves_, 2);
    if (!labels_fit(axis, columns, indent)) axis.ticks.resize(1);
    return axis;
  }

  std::string x_axis_lines(const Axis& axis, std::size_t columns, std::size_t indent) const {
    std::vector<bool> has_tick(columns);
    std::string labels;
    for (const auto& tick : axis.ticks) {
      has_tick[tick_column(axis, tick, columns)] = true;
      labels = pad_right(labels, label_start(axis, tick, columns, indent)) + tick.label;
    }
    std::string line = std::string(indent, ' ') + "└";
    for (const bool tick : has_tick) line += tick ? "┬" : "─";
    return line + '\n' + labels + '\n';
  }

  const LearningCurves& curves_;
  std::size_t width_;
  bool coloured_;
  std::vector<std::string> legend_;
  std::vector<std::string> title_;
  std::vector<std::string> notes_;
  std::size_t canvas_rows_ = 0;
};

}  // namespace

std::string draw_text_plot(const LearningCurves& curves, TextPlotSize size, bool coloured) {
  return TextPlot(curves, size, coloured).text();
}

}  // namespace runner
