// Means and their spread as text, with the digits that the spread supports.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "statistics/statistics.hpp"

namespace runner {

// How many decimals a mean deserves whose values have this standard deviation: two significant
// digits of the deviation, at most 6; 4 if the deviation is 0 or unknown.
int decimals_for(std::optional<double> deviation);

// A number with that many decimals; with an exponent where decimals would be unreadable.
std::string number_text(double value, int decimals);

// "0.737 ± 0.037"; "0.7365" of a single value; empty of none.
std::string mean_text(const Spread& spread);

// mean_text() of several, padded so that points and signs line up.
std::vector<std::string> aligned_means(const std::vector<Spread>& spreads);

// "0.700 to 0.774"
std::string interval_text(const Interval& interval, int decimals);

// "0.016"; two significant digits, "< 0.0001" below that.
std::string p_text(double p);

}  // namespace runner
