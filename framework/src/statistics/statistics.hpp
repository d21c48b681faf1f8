// What can be said about a metric from a few runs. The formulas and their sources are in
// docs/comparing.md; tests/reference/statistics.json has SciPy's and statsmodels' values.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace runner {

inline constexpr double significance_level = 0.05;  // of every test, two-sided

struct Interval {
  double low = 0;
  double high = 0;
};

// How values of one setting vary.
struct Spread {
  std::uint64_t count = 0;
  double mean = 0;                  // NaN of no values
  std::optional<double> deviation;  // standard deviation with n - 1; nothing below two values
  double minimum = 0;               // NaN of no values, as is the maximum
  double maximum = 0;
};

// Requires: the values are finite.
Spread spread_of(std::span<const double> values);

// The 95 % interval of the mean by Student's t distribution with n - 1 degrees of freedom. Returns
// nothing for fewer than two values.
std::optional<Interval> t_interval(const Spread& spread);

// The paired sign-flip test (Fisher's randomisation test): whether the mean of paired differences
// is 0, from all assignments of signs to them or from a sample.
struct SignFlipTest {
  double p = 1;  // two-sided; 1 for no differences
  // All 2^n patterns were counted; else p = (b + 1) / (B + 1) of B random ones.
  bool exact = true;
};

// Sums that are equal to within 1e-12 of the sum of the absolute differences count as ties, that
// is, as at least as extreme. `seed` seeds the sample, so that the same input gives the same p.
SignFlipTest sign_flip_test(std::span<const double> differences, std::uint32_t seed = 0);

// Holm's step-down correction: adjusted p-values in the order of `p`, each at most 1.
std::vector<double> holm_adjusted(std::span<const double> p);

// The smallest number of pairs for which an exact sign-flip test can reach an adjusted p of
// `significance_level` when Holm's correction is over `comparisons`: 2^(1 - n) * comparisons <=
// 0.05.
std::uint64_t least_pairs(std::uint64_t comparisons);

// McNemar's exact test: two-sided p that `only_first` and `only_second` of the examples on which
// two networks disagree in being right are equally likely. Returns 1 if both are 0.
double mcnemar_exact(std::uint64_t only_first, std::uint64_t only_second);

// Wilson's 95 % score interval of a proportion. Requires: total > 0, successes <= total.
Interval wilson_interval(std::uint64_t successes, std::uint64_t total);

// How many pairs a two-sided paired t test at 5 % needs to find a true mean difference with power
// 0.8, given the spread of the paired differences seen.
struct PairsNeeded {
  std::uint64_t low = 0;       // if the true deviation is at the lower end of its 95 % interval
  std::uint64_t estimate = 0;  // if it is the one seen
  std::uint64_t high = 0;      // if it is at the upper end; each at most 1,000,000 and at least 2
};

// Returns nothing if fewer than two differences were seen. Requires: difference > 0.
std::optional<PairsNeeded> pairs_needed(double difference, const Spread& seen);

}  // namespace runner
