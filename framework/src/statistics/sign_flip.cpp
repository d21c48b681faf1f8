// The sums of all assignments of signs are those of one half of the differences plus those of the
// other. With both halves sorted, two pointers count the pairs beyond a limit, so 2^n sums take
// about 2^(n/2) steps.
#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <utility>

#include "statistics/lattice_sign_flip.hpp"
#include "statistics/statistics.hpp"

namespace runner {
namespace {

constexpr std::size_t max_quick = 12;  // differences
constexpr std::size_t max_exact = 24;
constexpr std::uint64_t samples = 99'999;

// Merges sums - size and sums + size, which are both in order. The result mirrors itself about 0,
// so half of it is enough, in which neither of the two ends.
struct Merge {
  const double* low = nullptr;
  const double* high = nullptr;
  double* out = nullptr;
  double size = 0;

  Merge(const std::vector<double>& sums, double difference, std::vector<double>& merged)
      : low(sums.data()), high(sums.data()), size(std::abs(difference)) {
    merged.resize(2 * sums.size());
    out = merged.data();
  }

  void step() {
    const double from_low = *low - size;
    const double from_high = *high + size;
    const bool take_low = from_low <= from_high;
    *out++ = take_low ? from_low : from_high;
    low += take_low;
    high += !take_low;
  }
};

void mirror(std::vector<double>& merged) {
  const std::size_t half = merged.size() / 2;
  for (std::size_t i = 0; i < half; ++i) merged[merged.size() - 1 - i] = -merged[i];
}

// The sums of all assignments of signs, in ascending order.
using Sums = std::vector<double>;

// Those of two sets of differences of the same size. A step of a merge waits for the one before, so
// two merges side by side take hardly longer than one.
std::pair<Sums, Sums> signed_sums(std::span<const double> first, std::span<const double> second) {
  std::pair<Sums, Sums> sums{{0}, {0}};
  std::pair<Sums, Sums> merged;
  for (std::size_t i = 0; i < first.size(); ++i) {
    Merge a(sums.first, first[i], merged.first);
    Merge b(sums.second, second[i], merged.second);
    for (std::size_t steps = sums.first.size(); steps > 0; --steps) {
      a.step();
      b.step();
    }
    mirror(merged.first);
    mirror(merged.second);
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
  std::vector<double> even(differences.begin(), differences.end());
  // A difference of 0 more changes no share.
  if (even.size() % 2 != 0) even.push_back(0);
  const std::span<const double> all = even;
  const std::size_t half = even.size() / 2;
  const auto [a, b] = signed_sums(all.first(half), all.last(half));
  // Every sum has its mirror image.
  const auto extreme = static_cast<double>(2 * count_at_least(a, b, limit));
  return std::min(1.0, std::ldexp(extreme, -static_cast<int>(even.size())));
}

// The sums of all assignments of signs to up to eight differences: bit j of the index is the sign
// of the j-th.
using ByteSums = std::array<double, 256>;

ByteSums byte_sums(std::span<const double> differences) {
  ByteSums sums{};
  for (std::size_t signs = 0; signs < sums.size(); ++signs) {
    for (std::size_t j = 0; j < differences.size(); ++j) {
      sums[signs] += (signs >> j & 1) != 0 ? differences[j] : -differences[j];
    }
  }
  return sums;
}

// A random byte chooses the signs of eight differences at a time.
double sampled_p(std::span<const double> differences, double limit, std::uint32_t seed) {
  std::vector<ByteSums> tables;
  for (std::size_t i = 0; i < differences.size(); i += 8) {
    tables.push_back(
        byte_sums(differences.subspan(i, std::min<std::size_t>(8, differences.size() - i))));
  }
  std::mt19937_64 engine(seed);
  std::uint64_t extreme = 0;
  for (std::uint64_t i = 0; i < samples; ++i) {
    double sum = 0;
    std::uint64_t signs = 0;
    for (std::size_t j = 0; j < tables.size(); ++j) {
      if (j % 8 == 0) signs = engine();
      sum += tables[j][signs & 0xff];
      signs >>= 8;
    }
    extreme += std::abs(sum) >= limit;
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
  // Of few differences, halves are combined faster than a step is looked for.
  if (differences.size() > max_quick) {
    if (const auto p = lattice_sign_flip_p(scaled)) return {*p, true};
  }
  const bool exact = differences.size() <= max_exact;
  return {exact ? exact_p(scaled, limit) : sampled_p(scaled, limit, seed), exact};
}

}  // namespace runner
