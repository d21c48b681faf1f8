#include "compare/mean_text.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace runner {
namespace {

constexpr int default_decimals = 4;
constexpr int max_decimals = 6;

struct Parts {
  std::string mean;
  std::string deviation;  // empty for a single value
};

Parts parts_of(const Spread& spread) {
  if (spread.count == 0) return {};
  const int decimals = decimals_for(spread.deviation);
  Parts parts{number_text(spread.mean, decimals), ""};
  if (spread.deviation) parts.deviation = number_text(*spread.deviation, decimals);
  return parts;
}

std::string joined(const Parts& parts) {
  return parts.deviation.empty() ? parts.mean : parts.mean + " ± " + parts.deviation;
}

// The number of characters after the last digit before the point.
std::size_t fraction_length(const std::string& number) {
  return number.size() - std::min(number.find('.'), number.size());
}

// Numbers padded on both sides, so that their points stand in one column.
void align_points(std::vector<Parts>& all, std::string Parts::*member) {
  std::size_t before = 0;
  std::size_t after = 0;
  for (const auto& parts : all) {
    const std::size_t fraction = fraction_length(parts.*member);
    before = std::max(before, (parts.*member).size() - fraction);
    after = std::max(after, fraction);
  }
  for (auto& parts : all) {
    std::string& text = parts.*member;
    const std::size_t fraction = fraction_length(text);
    text.insert(0, before - (text.size() - fraction), ' ');
    text.append(after - fraction, ' ');
  }
}

}  // namespace

int decimals_for(std::optional<double> deviation) {
  if (!deviation || *deviation <= 0) return default_decimals;
  const int decimals = 1 - static_cast<int>(std::floor(std::log10(*deviation)));
  return std::clamp(decimals, 0, max_decimals);
}

std::string number_text(double value, int decimals) {
  constexpr double largest = 1e7;
  if (std::abs(value) >= largest) return fmt::format("{:.4g}", value);
  const double smallest = 5 * std::pow(10, -decimals - 1);
  if (value != 0 && std::abs(value) < smallest) {
    return decimals >= default_decimals ? fmt::format("{:.2g}", value)
                                        : fmt::format("{:.{}f}", 0.0, decimals);
  }
  return fmt::format("{:.{}f}", value, decimals);
}

std::string mean_text(const Spread& spread) { return joined(parts_of(spread)); }

std::vector<std::string> aligned_means(const std::vector<Spread>& spreads) {
  std::vector<Parts> all;
  for (const auto& spread : spreads) all.push_back(parts_of(spread));
  align_points(all, &Parts::mean);
  align_points(all, &Parts::deviation);
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool is_blank = all[i].deviation.find_first_not_of(' ') == std::string::npos;
    const std::string sign = is_blank ? (all[i].deviation.empty() ? "" : "   ") : " ± ";
    texts.push_back(spreads[i].count == 0 ? "" : all[i].mean + sign + all[i].deviation);
  }
  return texts;
}

std::string interval_text(const Interval& interval, int decimals) {
  return fmt::format("{} to {}", number_text(interval.low, decimals),
                     number_text(interval.high, decimals));
}

std::string p_text(double p) {
  constexpr double smallest = 0.0001;
  return p < smallest ? "< 0.0001" : fmt::format("{:.2g}", p);
}

}  // namespace runner
