// What needs the distributions of Boost.Math; no other source includes it.
#include <algorithm>
#include <cmath>

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/non_central_t.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

#include "statistics/statistics.hpp"

namespace runner {
namespace {

namespace math = boost::math;

constexpr double tail = significance_level / 2;
constexpr double power = 0.8;
constexpr std::uint64_t max_pairs = 1'000'000;

// The power of a two-sided paired t test with n pairs whose true mean difference is `effect`
// standard deviations.
double power_of(double effect, std::uint64_t n) {
  const double freedom = static_cast<double>(n - 1);
  const double critical = math::quantile(math::complement(math::students_t(freedom), tail));
  const double noncentrality = effect * std::sqrt(static_cast<double>(n));
  // Far out, where the series of the noncentral t distribution gets slow, power is 1.
  constexpr double certain = 30;
  if (noncentrality > critical + certain) return 1;
  const math::non_central_t shifted(freedom, noncentrality);
  return math::cdf(math::complement(shifted, critical)) + math::cdf(shifted, -critical);
}

// The smallest n with enough power: doubles until there is enough, then bisects.
std::uint64_t pairs_for(double difference, double deviation) {
  constexpr std::uint64_t least = 2;
  const double effect = difference / deviation;  // infinite if the deviation is 0
  if (std::isinf(effect) || power_of(effect, least) >= power) return least;
  std::uint64_t low = least;  // not enough
  std::uint64_t high = least;
  while (power_of(effect, high) < power) {
    if (high >= max_pairs) return max_pairs;
    low = high;
    high = std::min(2 * high, max_pairs);
  }
  while (high - low > 1) {
    const std::uint64_t middle = low + (high - low) / 2;
    (power_of(effect, middle) < power ? low : high) = middle;
  }
  return high;
}

}  // namespace

std::optional<Interval> t_interval(const Spread& spread) {
  if (!spread.deviation) return std::nullopt;
  const auto n = static_cast<double>(spread.count);
  const double quantile = math::quantile(math::complement(math::students_t(n - 1), tail));
  const double half = quantile * *spread.deviation / std::sqrt(n);
  return Interval{spread.mean - half, spread.mean + half};
}

double mcnemar_exact(std::uint64_t only_first, std::uint64_t only_second) {
  const std::uint64_t disagreements = only_first + only_second;
  if (disagreements == 0) return 1;
  const math::binomial coin(static_cast<double>(disagreements), 0.5);
  return std::min(1.0, 2 * math::cdf(coin, static_cast<double>(std::min(only_first, only_second))));
}

Interval wilson_interval(std::uint64_t successes, std::uint64_t total) {
  const double z = math::quantile(math::complement(math::normal(), tail));
  const auto n = static_cast<double>(total);
  const double share = static_cast<double>(successes) / n;
  const double scale = 1 + z * z / n;
  const double centre = (share + z * z / (2 * n)) / scale;
  const double half = z * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / scale;
  return {std::max(0.0, centre - half), std::min(1.0, centre + half)};
}

std::optional<PairsNeeded> pairs_needed(double difference, const Spread& seen) {
  if (!seen.deviation) return std::nullopt;
  const auto freedom = static_cast<double>(seen.count - 1);
  const math::chi_squared distribution(freedom);
  const double least =
      *seen.deviation * std::sqrt(freedom / math::quantile(math::complement(distribution, tail)));
  const double most = *seen.deviation * std::sqrt(freedom / math::quantile(distribution, tail));
  return PairsNeeded{pairs_for(difference, least), pairs_for(difference, *seen.deviation),
                     pairs_for(difference, most)};
}

}  // namespace runner
