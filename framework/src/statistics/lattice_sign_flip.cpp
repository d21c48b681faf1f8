#include "statistics/lattice_sign_flip.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>
#include <vector>

namespace runner {
namespace {

constexpr double tolerance = 1e-9;     // of a multiple, relative to the largest difference
constexpr double max_multiple = 4096;  // of a difference
constexpr double max_cost = 4e6;       // additions

// Euclid's algorithm; remainders below `zero` are 0.
double common_step(double a, double b, double zero) {
  while (b > zero) {
    double rest = std::fmod(a, b);
    if (b - rest <= zero) rest = 0;  // a multiple, but for rounding
    a = b;
    b = rest;
  }
  return a;
}

// The differences as multiples of their largest common step; none if there is none.
std::vector<int> multiples_of(std::span<const double> differences) {
  double largest = 0;
  for (const double difference : differences) largest = std::max(largest, std::abs(difference));
  double step = largest;
  for (const double difference : differences) {
    step = common_step(step, std::abs(difference), tolerance * largest);
    if (largest / step > max_multiple) return {};
  }
  std::vector<int> multiples;
  for (const double difference : differences) {
    const double multiple = std::round(difference / step);
    if (std::abs(difference - multiple * step) > tolerance * largest) return {};
    multiples.push_back(static_cast<int>(multiple));
  }
  return multiples;
}

}  // namespace

std::optional<double> lattice_sign_flip_p(std::span<const double> differences) {
  const std::vector<int> multiples = multiples_of(differences);
  const double range = std::accumulate(multiples.begin(), multiples.end(), 0.0,
                                       [](double sum, int k) { return sum + std::abs(k); });
  if (multiples.empty() || range * static_cast<double>(multiples.size()) > max_cost) {
    return std::nullopt;
  }
  // The share of the assignments so far for each sum, with 0 in the middle.
  const auto middle = static_cast<std::size_t>(range);
  std::vector<double> shares(2 * middle + 1, 0);
  std::vector<double> next(shares.size(), 0);
  shares[middle] = 1;
  std::size_t reached = 0;  // the largest sum so far
  int observed = 0;
  for (const int multiple : multiples) {
    const auto size = static_cast<std::size_t>(std::abs(multiple));
    const std::size_t begin = middle - reached;
    const std::size_t end = middle + reached + 1;
    std::fill(next.begin() + static_cast<std::ptrdiff_t>(begin - size),
              next.begin() + static_cast<std::ptrdiff_t>(end + size), 0);
    for (std::size_t i = begin; i < end; ++i) next[i - size] += shares[i] / 2;
    for (std::size_t i = begin; i < end; ++i) next[i + size] += shares[i] / 2;
    shares.swap(next);
    reached += size;
    observed += multiple;
  }
  const auto least = static_cast<std::size_t>(std::abs(observed));
  if (least == 0) return 1;
  double tail = 0;
  for (std::size_t sum = reached; sum >= least; --sum) tail += shares[middle + sum];
  return std::min(1.0, 2 * tail);
}

}  // namespace runner
