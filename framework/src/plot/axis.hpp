// Axes of a plot: their range, and ticks at round numbers.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "plot/learning_curves.hpp"

namespace runner {

struct Tick {
  double value = 0;
  std::string label;
};

struct Axis {
  double low = 0;
  double high = 1;  // above low
  bool logarithmic = false;
  std::vector<Tick> ticks;  // ascending, from low to high

  // Where the value is, from 0 at `low` to 1 at `high`; outside of that beyond the axis.
  double place(double value) const;
};

// Axes of the values from range.low to range.high, with at most `max_ticks` ticks where round
// numbers allow that. Ticks are 1, 2 or 5 times a power of ten apart. If both values are equal, the
// axis is wider. Requires: the range is finite; max_ticks >= 2.

// An axis that ends at the values themselves. With `whole_numbers` ticks are at least 1 apart.
Axis fitted_axis(Interval range, bool whole_numbers, std::size_t max_ticks);
// An axis that is extended to ticks.
Axis extended_axis(Interval range, std::size_t max_ticks);
// An axis that is extended to 1, 2 or 5 times a power of ten, or if it covers less than a factor of
// 4, as extended_axis() is. Requires: range.low > 0.
Axis logarithmic_axis(Interval range, std::size_t max_ticks);

// The axes of curves.
Axis x_axis(const LearningCurves& curves, std::size_t max_ticks);
Axis y_axis(const LearningCurves& curves, std::size_t max_ticks);

}  // namespace runner
