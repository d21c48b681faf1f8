#include "plot/gnuplot_files.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text_width.hpp"
#include "plot/axis.hpp"
#include "plot/curve_styles.hpp"

namespace runner {
namespace {

constexpr std::size_t picture_ticks = 11;
constexpr std::size_t legend_width = 80;  // gnuplot leaves out a legend wider than the picture

// An expression for the text. In single quotes gnuplot replaces and executes nothing. Doubling the
// quotes in them is not enough: gnuplot 5.4 ends the string at two doubled ones in a row.
std::string string_expression(std::string_view text) {
  std::string result = "'";
  for (const char c : printable(text)) {
    if (c == '\'') {
      result += "'.\"'\".'";
    } else {
      result += c;
    }
  }
  return result + '\'';
}

// With a folder in front, no name is a pipe ('|...', '<...'), an option or a special file ('-').
std::string file_text(const std::string& name) { return string_expression("./" + name); }

// Okabe and Ito's colours, which people with any colour vision can tell apart; yellow, the palest,
// comes last.
std::string_view rgb_colour(std::size_t number) {
  constexpr std::array<std::string_view, 8> colours = {"#0072B2", "#D55E00", "#009E73", "#CC79A7",
                                                       "#E69F00", "#56B4E9", "#000000", "#F0E442"};
  return colours[number % colours.size()];
}

// Curves after the eighth have the same colours again, with other dashes.
std::size_t dash_type(const CurveStyle& style, std::size_t metrics) {
  constexpr std::size_t colours = 8;
  constexpr std::size_t dash_types = 5;
  return (style.dash + style.colour / colours * metrics) % dash_types + 1;
}

// In how many rows gnuplot sets the legend below the plot, roughly.
std::size_t legend_rows(const LearningCurves& curves) {
  constexpr std::size_t picture_width = 90;  // in characters
  constexpr std::size_t sample_width = 6;    // of a line, with the space around it
  std::size_t widest = 0;
  for (const auto& curve : curves.curves) {
    widest = std::max(widest, display_width(curves.legend(curve, legend_width)));
  }
  const std::size_t columns = std::max<std::size_t>(1, picture_width / (widest + sample_width));
  return (curves.curves.size() + columns - 1) / columns;
}

// The height of a picture that is `height` with a short legend. Each further row adds its own
// height; otherwise a long legend would take the plot's place or cover it.
double with_legend(double height, const LearningCurves& curves) {
  constexpr std::size_t short_legend = 4;  // rows
  constexpr double rows_per_height = 24;
  const std::size_t rows = std::max(legend_rows(curves), short_legend);
  return height * (1 + static_cast<double>(rows - short_legend) / rows_per_height);
}

std::string terminal(PictureFormat format, const LearningCurves& curves) {
  switch (format) {
    case PictureFormat::svg:
      return fmt::format("svg noenhanced size 800,{:.0f} font 'sans-serif,13' background '#ffffff'",
                         with_legend(480, curves));
    case PictureFormat::pdf:
      return fmt::format("pdfcairo noenhanced size 20cm,{:g}cm font 'sans-serif,10'",
                         with_legend(12, curves));
    case PictureFormat::png:
      return fmt::format("pngcairo noenhanced size 1600,{:.0f} font 'sans-serif,20' linewidth 2",
                         with_legend(960, curves));
  }
  return {};
}

bool has_lone_point(const Curve& curve) {
  for (std::size_t i = 0; i < curve.points.size(); ++i) {
    if (curve.is_lone(i)) return true;
  }
  return false;
}

std::string data_block(const LearningCurves& curves, const Curve& curve) {
  const bool has_band = curve.has_band();
  std::string text = fmt::format("# {}\n# {} {}{}\n", printable(curves.legend(curve, legend_width)),
                                 to_text(curves.x), to_text(curves.metrics[curve.metric]),
                                 has_band ? " mean-deviation mean+deviation" : "");
  bool is_open = false;  // the last line was a point
  for (const auto& point : curve.points) {
    if (point.is_gap()) {
      if (is_open) text += '\n';
      is_open = false;
      continue;
    }
    text += fmt::format("{:.17g} {:.17g}", point.x, point.y);
    if (point.band)
      text += fmt::format(" {:.17g} {:.17g}", point.band->low, point.band->high);
    else if (has_band)
      text += " NaN NaN";
    text += '\n';
    is_open = true;
  }
  return text;
}

// Two empty lines separate blocks.
std::string data_text(const LearningCurves& curves) {
  std::string text;
  for (const auto& curve : curves.curves) {
    if (!text.empty()) text += text.ends_with("\n\n") ? "\n" : "\n\n";
    text += data_block(curves, curve);
  }
  return text;
}

// What is plotted of a curve, an element of the plot command each: first all bands, then the lines.
std::vector<std::string> plot_elements(const LearningCurves& curves) {
  std::vector<std::string> elements;
  for (std::size_t i = 0; i < curves.curves.size(); ++i) {
    const Curve& curve = curves.curves[i];
    if (!curve.has_band()) continue;
    elements.push_back(fmt::format(
        "data index {} using 1:{}:4 with filledcurves linecolor rgb '{}' notitle", i,
        curves.logarithmic ? "(above_axis($3))" : "3", rgb_colour(style_of(curves, curve).colour)));
  }
  for (std::size_t i = 0; i < curves.curves.size(); ++i) {
    const Curve& curve = curves.curves[i];
    const CurveStyle style = style_of(curves, curve);
    elements.push_back(fmt::format(
        "data index {} using 1:2 with {} linecolor rgb '{}' linewidth 2 dashtype {} title {}", i,
        has_lone_point(curve) ? "linespoints pointtype 7 pointsize 0.4" : "lines",
        rgb_colour(style.colour), dash_type(style, curves.metrics.size()),
        string_expression(curves.legend(curve, legend_width))));
  }
  return elements;
}

std::string script_text(const LearningCurves& curves, PictureFormat format,
                        const std::string& picture, const std::string& data_file) {
  const Axis x = x_axis(curves, picture_ticks);
  const Axis y = y_axis(curves, picture_ticks);
  // The first two commands undo settings of the user's ~/.gnuplot.
  std::string text = fmt::format(
      "reset\n"
      "set decimalsign\n"
      "set encoding utf8\n"
      "set terminal {}\n"
      "{}\n"
      "data = {}\n\n"
      "set title {}\n"
      "set xlabel {} offset 0,0.4\n"
      "set ylabel {}\n"
      "set xrange [{:.17g}:{:.17g}]\n"
      "set yrange [{:.17g}:{:.17g}]\n",
      terminal(format, curves), output_command(picture), file_text(data_file),
      string_expression(curves.title()), string_expression(to_text(curves.x)),
      string_expression(curves.y_title()), x.low, x.high, y.low, y.high);
  if (curves.logarithmic) {
    text += fmt::format(
        "set logscale y\n"
        "above_axis(v) = v > {0:.17g} ? v : {0:.17g}\n",
        y.low);
  }
  text +=
      "set grid linecolor rgb '#dddddd'\n"
      "set border 3\n"
      "set tics nomirror out\n"
      "set key below horizontal Left reverse height 0.6 samplen 2\n"
      "set style fill transparent solid 0.2 noborder\n\n";
  return text + fmt::format("plot {}\n", fmt::join(plot_elements(curves), ", \\\n     "));
}

}  // namespace

std::string_view to_text(PictureFormat format) {
  constexpr std::array<std::string_view, all_picture_formats.size()> texts = {"svg", "pdf", "png"};
  return texts[static_cast<std::size_t>(format)];
}

std::string output_command(const std::string& picture) {
  return "set output " + file_text(picture);
}

GnuplotFiles gnuplot_files(const LearningCurves& curves, PictureFormat format,
                           const std::string& picture, const std::string& data_file) {
  return {script_text(curves, format, picture, data_file), data_text(curves)};
}

}  // namespace runner
