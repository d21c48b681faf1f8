#include "plot/axis.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>

#include <fmt/format.h>

namespace runner {
namespace {

constexpr double tolerance = 1e-9;  // of steps

// Values that differ by less than their rounding count as equal.
Interval widened(Interval range) {
  const double magnitude = std::max(std::abs(range.low), std::abs(range.high));
  constexpr double smallest = std::numeric_limits<double>::min();  // with all digits
  if (range.high - range.low > std::max(tolerance * magnitude, smallest)) return range;
  const double half = magnitude < smallest ? 1 : magnitude / 2;
  constexpr double largest = std::numeric_limits<double>::max();
  return {std::max(range.low - half, -largest), std::min(range.low + half, largest)};
}

// The smallest of 1, 2 and 5 times a power of ten that is at least `size`.
double round_step(double size) {
  const double power = std::pow(10, std::floor(std::log10(size)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= size * (1 - tolerance)) return factor * power;
  }
  return 10 * power;
}

std::string tick_label(double value, double step, double magnitude) {
  if (value == 0) return "0";
  const int step_digits = static_cast<int>(std::floor(std::log10(step) + tolerance));
  constexpr int max_decimals = 5;
  constexpr double max_fixed = 1e7;
  if (magnitude < max_fixed && -step_digits <= max_decimals) {
    return fmt::format("{:.{}f}", value, std::max(0, -step_digits));
  }
  const int digits = static_cast<int>(std::floor(std::log10(std::abs(value)))) - step_digits;
  return fmt::format("{:.{}e}", value, std::clamp(digits, 0, 15));
}

// Multiples of `step` within the range; an extended axis reaches to the next ones.
struct Multiples {
  double first = 0;  // as multiples
  double last = 0;
};

Multiples multiples_of(double step, Interval range, bool extended) {
  const double low = range.low / step;
  const double high = range.high / step;
  if (extended) return {std::floor(low + tolerance), std::ceil(high - tolerance)};
  return {std::ceil(low - tolerance), std::floor(high + tolerance)};
}

Axis linear_axis(Interval given, double min_step, bool extended, std::size_t max_ticks) {
  const Interval range = widened(given);
  const double intervals = static_cast<double>(std::max<std::size_t>(max_ticks, 2) - 1);
  double step = std::max(min_step, round_step((range.high - range.low) / intervals));
  Multiples multiples = multiples_of(step, range, extended);
  while (multiples.last - multiples.first > intervals) {
    const double next = round_step(step * 1.5);
    const Multiples fewer = multiples_of(next, range, extended);
    if (!(fewer.last - fewer.first < multiples.last - multiples.first)) break;
    step = next;
    multiples = fewer;
  }
  Axis axis{range.low, range.high, false, {}};
  const double magnitude = std::max(std::abs(range.low), std::abs(range.high));
  for (double i = multiples.first; i <= multiples.last; ++i) {
    const double value = i == 0 ? 0 : i * step;
    if (!std::isfinite(value)) continue;
    axis.ticks.push_back({value, tick_label(value, step, magnitude)});
  }
  if (extended && !axis.ticks.empty()) {
    axis.low = std::min(axis.low, axis.ticks.front().value);
    axis.high = std::max(axis.high, axis.ticks.back().value);
  }
  return axis;
}

std::string power_label(double factor, int exponent) {
  constexpr int max_zeros = 5;
  const double value = factor * std::pow(10, exponent);
  if (exponent >= 0 && exponent <= max_zeros) return fmt::format("{:.0f}", value);
  if (exponent < 0 && -exponent <= max_zeros) return fmt::format("{:.{}f}", value, -exponent);
  return fmt::format("{:.0f}e{:+03d}", factor, exponent);
}

// 1, 2 and 5 times powers of ten, from the last one at or below range.low to the first at or above
// range.high.
std::vector<Tick> power_ticks(Interval range) {
  std::vector<Tick> ticks;
  const int first = static_cast<int>(std::floor(std::log10(range.low) + tolerance)) - 1;
  for (int exponent = first;; ++exponent) {
    for (const double factor : {1.0, 2.0, 5.0}) {
      const double value = factor * std::pow(10, exponent);
      if (value <= 0) continue;
      if (!std::isfinite(value)) return ticks;
      if (value <= range.low * (1 + tolerance)) ticks.clear();
      ticks.push_back({value, power_label(factor, exponent)});
      if (value >= range.high * (1 - tolerance)) return ticks;
    }
  }
}

bool is_power_of_ten(const Tick& tick) {
  const double exponent = std::log10(tick.value);
  return std::abs(exponent - std::round(exponent)) < tolerance;
}

// At most `max_ticks` of them: powers of ten, then every second one, and so on; or the first and
// the last if there are no two such powers.
std::vector<Tick> thinned(const std::vector<Tick>& ticks, std::size_t max_ticks) {
  if (ticks.size() <= max_ticks) return ticks;
  std::vector<Tick> powers;
  std::copy_if(ticks.begin(), ticks.end(), std::back_inserter(powers), is_power_of_ten);
  if (powers.size() < 2) return {ticks.front(), ticks.back()};
  const std::size_t stride = (powers.size() + max_ticks - 1) / max_ticks;
  std::vector<Tick> kept;
  for (std::size_t i = 0; i < powers.size(); i += stride) kept.push_back(powers[i]);
  return kept;
}

Interval range_of_x(const LearningCurves& curves) {
  Interval range{INFINITY, -INFINITY};
  for (const auto& curve : curves.curves) {
    for (const auto& point : curve.points) {
      range.low = std::min(range.low, point.x);
      range.high = std::max(range.high, point.x);
    }
  }
  return range;
}

// Of what is drawn: on a logarithmic axis a band's part at or below 0 is not.
Interval range_of_y(const LearningCurves& curves) {
  Interval range{INFINITY, -INFINITY};
  const auto add = [&](double value) {
    if (std::isnan(value) || (curves.logarithmic && value <= 0)) return;
    range.low = std::min(range.low, value);
    range.high = std::max(range.high, value);
  };
  for (const auto& curve : curves.curves) {
    for (const auto& point : curve.points) {
      add(point.y);
      if (!point.band) continue;
      add(point.band->low);
      add(point.band->high);
    }
  }
  return range;
}

}  // namespace

double Axis::place(double value) const {
  if (logarithmic)
    return (std::log10(value) - std::log10(low)) / (std::log10(high) - std::log10(low));
  return (value - low) / (high - low);
}

Axis fitted_axis(Interval range, bool whole_numbers, std::size_t max_ticks) {
  return linear_axis(range, whole_numbers ? 1 : 0, false, max_ticks);
}

Axis extended_axis(Interval range, std::size_t max_ticks) {
  return linear_axis(range, 0, true, max_ticks);
}

Axis logarithmic_axis(Interval range, std::size_t max_ticks) {
  constexpr double narrow = 4;  // a range that 1, 2 and 5 divide too coarsely
  if (range.high < narrow * range.low) {
    Axis axis = linear_axis(range, 0, true, max_ticks);
    axis.logarithmic = true;
    if (axis.low > 0 && axis.ticks.size() >= 2) return axis;
  }
  const std::vector<Tick> ticks = power_ticks(range);
  if (ticks.size() < 2) {  // a single value
    using Limits = std::numeric_limits<double>;
    return {std::max(range.low / 2, Limits::denorm_min()), std::min(range.high * 2, Limits::max()),
            true, ticks};
  }
  return {std::min(range.low, ticks.front().value), std::max(range.high, ticks.back().value), true,
          thinned(ticks, max_ticks)};
}

Axis x_axis(const LearningCurves& curves, std::size_t max_ticks) {
  Interval range = range_of_x(curves);
  // Of a single place, to the right: no iteration is below 0.
  if (range.high <= range.low) range.high = range.low + 1;
  return fitted_axis(range, curves.x != CurveX::seconds, max_ticks);
}

Axis y_axis(const LearningCurves& curves, std::size_t max_ticks) {
  Interval range = range_of_y(curves);
  if (range.low == 0 && range.high == 0) range.high = 1;
  return curves.logarithmic ? logarithmic_axis(range, max_ticks) : extended_axis(range, max_ticks);
}

}  // namespace runner
