// The sums of all assignments of signs are those of one half of the differences plus those of the
// other. With both halves sorted, two pointers count the pairs beyond a limit, so 2^n sums take
// about 2^(n/2) steps.
#include <algorithm>
#include <cmath>
#include <random>

#include "statistics/statistics.hpp"

namespace runner {
namespace {

constexpr std::size_t max_exact = 24;  // differences
constexpr std::uint64_t samples = 99'999;

// The sums of all assignments of signs, in ascending order.
std::vector<double> signed_sums(std::span<const double> differences) {
  std::vector<double> sums{0};
  std::vector<double> merged;
  for (const double difference : differences) {
    const double size = std::abs(difference);
    merged.resize(2 * sums.size());
    // sums - size and sums + size are both in order.
    std::size_t low = 0;
    std::size_t high = 0;
    for (double& sum : merged) {
      const bool take_low = low < sums.size() && sums[low] - size <= sums[high] + size;
      sum = take_low ? sums[low++] - size : sums[high++] + size;
    }
    sums.swap(merged);
  }
  return sums;
}

// How many sums a + b are at least `limit`.
std::uint64_t count_at_least(const std::vector<double>& a, const std::vector<double>& b,
                             double limit) {
  std::uint64_t count = 0;
  std::size_t below = b.size();  // those before it may be too small
  for (const double sum : a) {
    while (below > 0 && sum + b[below - 1] >= limit) --below;
    count += b.size() - below;
  }
  return count;
}

double exact_p(std::span<const double> differences, double limit) {
  const std::size_t half = differences.size() / 2;
  const auto a = signed_sums(differences.subspan(0, half));
  const auto b = signed_sums(differences.subspan(half));
  // Every sum has its mirror image.
  const auto extreme = static_cast<double>(2 * count_at_least(a, b, limit));
  return std::min(1.0, std::ldexp(extreme, -static_cast<int>(differences.size())));
}

double sampled_p(std::span<const double> differences, double limit, std::uint32_t seed) {
  std::mt19937_64 engine(seed);
  std::uint64_t extreme = 0;
  for (std::uint64_t i = 0; i < samples; ++i) {
    double sum = 0;
    std::uint64_t signs = 0;
    for (std::size_t j = 0; j < differences.size(); ++j) {
      if (j % 64 == 0) signs = engine();
      sum += (signs & 1) != 0 ? differences[j] : -differences[j];
      signs >>= 1;
    }
    if (std::abs(sum) >= limit) ++extreme;
  }
  return static_cast<double>(extreme + 1) / static_cast<double>(samples + 1);
}

}  // namespace

SignFlipTest sign_flip_test(std::span<const double> differences, std::uint32_t seed) {
  constexpr double tie = 1e-12;
  double largest = 0;
  for (const double difference : differences) largest = std::max(largest, std::abs(difference));
  if (largest == 0) return {};
  // Scaled, so that no sum overflows.
  std::vector<double> scaled;
  double sum = 0;
  double absolute_sum = 0;
  for (const double difference : differences) {
    scaled.push_back(difference / largest);
    sum += scaled.back();
    absolute_sum += std::abs(scaled.back());
  }
  const double limit = std::abs(sum) - tie * absolute_sum;
  if (limit <= 0) return {.p = 1, .exact = true};
  const bool exact = differences.size() <= max_exact;
  return {exact ? exact_p(scaled, limit) : sampled_p(scaled, limit, seed), exact};
}

}  // namespace runner
