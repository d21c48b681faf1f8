#include <algorithm>
#include <numeric>

#include "statistics/statistics.hpp"

namespace runner {

std::vector<double> holm_adjusted(std::span<const double> p) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
  std::vector<double> adjusted(p.size());
  double largest = 0;  // a larger p never gets a smaller adjusted one
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    const auto remaining = static_cast<double>(p.size() - rank);
    largest = std::max(largest, std::min(1.0, remaining * p[order[rank]]));
    adjusted[order[rank]] = largest;
  }
  return adjusted;
}

std::uint64_t least_pairs(std::uint64_t comparisons) {
  std::uint64_t pairs = 1;
  double p = 1;  // 2^(1 - pairs)
  while (p * static_cast<double>(comparisons) > significance_level) {
    ++pairs;
    p /= 2;
  }
  return pairs;
}

}  // namespace runner
