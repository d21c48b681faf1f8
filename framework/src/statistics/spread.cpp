#include <algorithm>
#include <cmath>
#include <limits>

#include "statistics/statistics.hpp"

namespace runner {
namespace {

// Divides before it adds, so that no sum of finite values overflows; a second pass takes the
// rounding errors of the first away.
double mean_of(std::span<const double> values) {
  const auto n = static_cast<double>(values.size());
  double mean = 0;
  for (const double value : values) mean += value / n;
  double correction = 0;
  for (const double value : values) correction += (value - mean) / n;
  return mean + correction;
}

// Scaled by the largest deviation, so that no square overflows or vanishes.
double deviation_of(std::span<const double> values, double mean) {
  double largest = 0;
  for (const double value : values) largest = std::max(largest, std::abs(value - mean));
  if (largest == 0) return 0;
  double sum = 0;
  for (const double value : values) {
    const double scaled = (value - mean) / largest;
    sum += scaled * scaled;
  }
  return largest * std::sqrt(sum / static_cast<double>(values.size() - 1));
}

}  // namespace

Spread spread_of(std::span<const double> values) {
  Spread spread;
  spread.count = values.size();
  if (values.empty()) {
    spread.mean = spread.minimum = spread.maximum = std::numeric_limits<double>::quiet_NaN();
    return spread;
  }
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  spread.minimum = *low;
  spread.maximum = *high;
  // Of equal values the mean is that value, to the last bit.
  spread.mean = *low == *high ? *low : mean_of(values);
  if (values.size() > 1) spread.deviation = deviation_of(values, spread.mean);
  return spread;
}

}  // namespace runner
