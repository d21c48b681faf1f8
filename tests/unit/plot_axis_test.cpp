#include "plot/axis.hpp"

#include "support/catch.hpp"

namespace runner::plot_axis_test {
namespace {

std::string labels(const Axis& axis) {
  std::string text;
  for (const auto& tick : axis.ticks) text += (text.empty() ? "" : " ") + tick.label;
  return text;
}

}  // namespace

TEST_CASE("ticks are 1, 2 or 5 times a power of ten apart", "[plot]") {
  CHECK(labels(extended_axis({0, 1}, 6)) == "0 0.2 0.4 0.6 0.8 1.0");
  CHECK(labels(extended_axis({0, 1}, 11)) == "0 0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.9 1.0");
  CHECK(labels(extended_axis({0.4608, 2.8}, 7)) == "0 0.5 1.0 1.5 2.0 2.5 3.0");
  CHECK(labels(extended_axis({0.87, 0.89}, 6)) == "0.870 0.875 0.880 0.885 0.890");
  CHECK(labels(extended_axis({-0.3, 0.7}, 5)) == "-0.5 0 0.5 1.0");
  CHECK(labels(fitted_axis({0, 20000}, true, 5)) == "0 5000 10000 15000 20000");
  CHECK(labels(fitted_axis({0, 990}, true, 6)) == "0 200 400 600 800");
  CHECK(labels(fitted_axis({0, 3}, true, 11)) == "0 1 2 3");
  CHECK(labels(fitted_axis({0, 3e9}, true, 4)) == "0 1e+09 2e+09 3e+09");
  CHECK(labels(extended_axis({0, 3e-7}, 4)) == "0 1e-07 2e-07 3e-07");
}

TEST_CASE("a fitted axis ends at its values, an extended one at ticks", "[plot]") {
  const Axis fitted = fitted_axis({3, 990}, true, 6);
  CHECK(fitted.low == 3);
  CHECK(fitted.high == 990);
  const Axis extended = extended_axis({3, 990}, 6);
  CHECK(extended.low == 0);
  CHECK(extended.high == 1000);
  CHECK(extended.place(250) == 0.25);
}

TEST_CASE("an axis of equal values is wider than they are", "[plot]") {
  for (const double value : {0.0, 0.5, 1.0, -3.0, 1e-300, 1e300, 1.7e308, 0.1 + 0.2}) {
    CAPTURE(value);
    for (const Axis& axis : {extended_axis({value, value}, 5), fitted_axis({value, value}, true, 5),
                             fitted_axis({value, std::nextafter(value, 1e308)}, false, 5)}) {
      CHECK(axis.low < value);
      CHECK(axis.high > value);
      CHECK(std::isfinite(axis.high));
      CHECK(axis.place(value) > 0);
      CHECK(axis.place(value) < 1);
      CHECK(axis.ticks.size() <= 11);
    }
  }
  const Axis logarithmic = logarithmic_axis({0.3, 0.3}, 5);
  CHECK(logarithmic.low < 0.3);
  CHECK(logarithmic.high > 0.3);
}

TEST_CASE("a logarithmic axis has round ticks in each range", "[plot]") {
  CHECK(labels(logarithmic_axis({0.03, 2}, 11)) == "0.02 0.05 0.1 0.2 0.5 1 2");
  CHECK(labels(logarithmic_axis({0.03, 2}, 3)) == "0.1 1");
  CHECK(labels(logarithmic_axis({0.46, 2.8}, 2)) == "0.2 5");
  CHECK(labels(logarithmic_axis({1e-12, 1}, 5)) == "1e-12 1e-09 1e-06 0.001 1");
  CHECK(labels(logarithmic_axis({0.31, 0.34}, 4)) == "0.31 0.32 0.33 0.34");
  const Axis axis = logarithmic_axis({0.01, 100}, 11);
  CHECK(axis.place(1) == Approx(0.5));
  CHECK(axis.place(0.1) == Approx(0.25));
}

TEST_CASE("a single row has axes that begin at it", "[plot]") {
  LearningCurves curves;
  curves.metrics = {Metric::train_loss};
  curves.curves = {{"relu", "", 0, 0, {{0, 0, {}}}}};
  CHECK(labels(x_axis(curves, 5)) == "0 1");
  CHECK(labels(y_axis(curves, 3)) == "0 0.5 1.0");
}

TEST_CASE("a logarithmic axis of one extreme value has finite ends above 0", "[plot]") {
  for (const double value : {1.7e308, 5e-324, 1.0}) {
    const Axis axis = logarithmic_axis({value, value}, 5);
    CAPTURE(value, axis.low, axis.high);
    CHECK(axis.low > 0);
    CHECK(axis.low < axis.high);
    CHECK(std::isfinite(axis.high));
  }
}

TEST_CASE("extreme values have an axis", "[plot]") {
  for (const Interval range : {Interval{0, 1.7e308}, Interval{5e-324, 1.7e308},
                               Interval{1e-320, 1e-310}, Interval{1, 1 + 1e-8}}) {
    for (const std::size_t ticks : {2U, 5U, 11U}) {
      CAPTURE(range.low, range.high, ticks);
      std::vector<Axis> axes = {extended_axis(range, ticks), fitted_axis(range, true, ticks)};
      if (range.low > 0) axes.push_back(logarithmic_axis(range, ticks));
      for (const auto& axis : axes) {
        CHECK(axis.low <= range.low);
        CHECK(axis.high >= range.high);
        CHECK(std::isfinite(axis.high));
        CHECK(axis.place(range.high) <= 1.0001);
        CHECK(axis.ticks.size() <= ticks + 1);
      }
    }
  }
}

}  // namespace runner::plot_axis_test
