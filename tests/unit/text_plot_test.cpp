#include "plot/text_plot.hpp"

#include <sstream>

#include "base/text_width.hpp"
#include "plot/braille_canvas.hpp"
#include "support/catch.hpp"

namespace runner::text_plot_test {
namespace {

using test::contains;

Curve curve(const std::string& label, std::size_t source, const std::vector<double>& values,
            double deviation = 0) {
  Curve curve{label, "", source, 0, {}};
  for (std::size_t i = 0; i < values.size(); ++i) {
    CurvePoint point{static_cast<double>(i), values[i], {}};
    if (deviation > 0) point.band = Interval{values[i] - deviation, values[i] + deviation};
    curve.points.push_back(point);
  }
  return curve;
}

LearningCurves curves_of(std::vector<Curve> curves) {
  LearningCurves result;
  result.metrics = {Metric::train_loss};
  result.curves = std::move(curves);
  return result;
}

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> result;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) result.push_back(line);
  return result;
}

}  // namespace

TEST_CASE("dots are the bits of braille patterns", "[plot]") {
  BrailleCanvas canvas(3, 1);
  canvas.set_line_dot(0, 0, 0);  // dot 1: U+2801
  canvas.set_line_dot(3, 3, 0);  // dot 8: U+2880
  for (std::size_t x : {4U, 5U}) {
    for (std::size_t y = 0; y < 4; ++y) canvas.set_line_dot(x, y, 0);  // all: U+28FF
  }
  CHECK(canvas.row_text(0, false) == "\u2801\u2880\u28ff");
}

TEST_CASE("colours change only where they must, and a line's wins over a band's", "[plot]") {
  BrailleCanvas canvas(4, 1);
  canvas.set_line_dot(0, 0, 0);
  canvas.set_band_dot(0, 1, 1);
  canvas.set_line_dot(2, 0, 0);
  canvas.set_band_dot(4, 0, 1);
  CHECK(canvas.row_text(0, true) == "\x1b[0;36m\u2803\u2801\x1b[0;2;33m\u2801\x1b[0m");
  CHECK(canvas.row_text(0, false) == "\u2803\u2801\u2801");
}

TEST_CASE("a line goes from corner to corner", "[plot]") {
  const auto shown = lines(draw_text_plot(curves_of({curve("relu", 0, {0, 1})}), {22, 9}, false));
  // Five rows of 16 columns: a diagonal of slope 20/32 dots.
  REQUIRE(shown.size() == 10);
  CHECK(shown[0] == "train_loss against");
  CHECK(shown[1] == "iteration");
  CHECK(shown[2].substr(0, 4) == "1\u2524");
  CHECK_THAT(shown[2], contains("\u2809") || contains("\u2801") || contains("\u280a"));
  CHECK(shown[6].substr(0, 4) == "0\u2524");
  // U+2840, the lowest dot on the left, and others: 0xe2, then an odd byte.
  CHECK((static_cast<unsigned char>(shown[6].at(5)) & 1) == 1);
  CHECK(shown[9] == "relu");
}

TEST_CASE("no line is wider than the terminal, nor the plot higher", "[plot]") {
  LearningCurves curves = curves_of(
      {curve("relu with a rather long label of many words and unbreakable_parts_in_it", 0,
             {3, 2, 1}, 0.5),
       curve("\u6f22\u5b57\u6f22\u5b57", 1, {3, 2.5, 0.25}, 0.2), curve("c", 2, {1, 1, 1})});
  curves.notes = {
      "A note that is longer than forty columns, so that it must be broken into lines."};
  for (const bool logarithmic : {false, true}) {
    curves.logarithmic = logarithmic;
    for (const std::size_t columns : {20U, 21U, 40U, 80U, 299U, 300U}) {
      for (const std::size_t rows : {10U, 24U, 100U}) {
        CAPTURE(columns, rows, logarithmic);
        const auto shown = lines(draw_text_plot(curves, {columns, rows}, false));
        for (const auto& line : shown) CHECK(display_width(line) <= columns);
        if (rows > 20) CHECK(shown.size() == rows - 1);
      }
    }
  }
  for (const std::size_t columns : {0U, 1U, 19U}) {
    for (const auto& line : lines(draw_text_plot(curves, {columns, 1}, false))) {
      CHECK(display_width(line) <= TextPlotSize::min_columns);
    }
  }
}

TEST_CASE("several curves have letters along them and in the legend", "[plot]") {
  const std::string text = draw_text_plot(
      curves_of({curve("relu", 0, {1, 1}), curve("tanh", 1, {2, 2})}), {80, 24}, false);
  CHECK_THAT(text, contains("\nA relu   B tanh\n"));
  CHECK(std::count(text.begin(), text.end(), 'A') > 3);
  CHECK(std::count(text.begin(), text.end(), 'B') > 3);
  CHECK(text.find('\x1b') == std::string::npos);
}

TEST_CASE("curves on top of each other show both letters", "[plot]") {
  const std::string text = draw_text_plot(
      curves_of({curve("relu", 0, {1, 1}), curve("tanh", 1, {1, 1})}), {40, 10}, false);
  CHECK(std::count(text.begin(), text.end(), 'A') > 1);
  CHECK(std::count(text.begin(), text.end(), 'B') > 1);
}

TEST_CASE("a coloured plot without its colours is the plain one", "[plot]") {
  const LearningCurves curves =
      curves_of({curve("relu", 0, {3, 2, 1}, 0.5), curve("tanh", 1, {3, 2.5, 0.25}, 0.2)});
  std::string text = draw_text_plot(curves, {80, 24}, true);
  CHECK_THAT(text, contains("\x1b[36mA relu\x1b[0m   \x1b[33mB tanh\x1b[0m\n") &&
                       contains("\x1b[0;2;36m"));
  for (std::size_t at = text.find('\x1b'); at != std::string::npos; at = text.find('\x1b')) {
    text.erase(at, text.find('m', at) + 1 - at);
  }
  CHECK(text == draw_text_plot(curves, {80, 24}, false));
}

TEST_CASE("a single point and points between gaps are seen", "[plot]") {
  const double gap = std::nan("");
  for (const auto& values : {std::vector<double>{1}, {1, gap}, {gap, 1}, {gap, 1, gap}}) {
    const std::string text = draw_text_plot(curves_of({curve("relu", 0, values)}), {40, 12}, false);
    const bool seen = std::any_of(text.begin(), text.end(), [](char c) {
      return static_cast<unsigned char>(c) == 0xa0 || static_cast<unsigned char>(c) == 0xa3;
    });
    CHECK(seen);
  }
}

TEST_CASE("a gap interrupts a line", "[plot]") {
  const double gap = std::nan("");
  const auto shown =
      lines(draw_text_plot(curves_of({curve("relu", 0, {1, 1, gap, 1, 1})}), {45, 10}, false));
  const auto line = std::find_if(shown.begin(), shown.end(), [](const auto& text) {
    return text.find("    ") != std::string::npos && text.find("\xe2\xa0") != std::string::npos;
  });
  CHECK(line != shown.end());
}

}  // namespace runner::text_plot_test
