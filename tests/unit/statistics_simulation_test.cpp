// Whether the tests and intervals are right as often as they claim, on random data.
#include <cmath>

#include <runner/random.hpp>

#include "statistics/statistics.hpp"
#include "support/catch.hpp"

namespace runner::test::statistics_simulation_test {

using runner::holm_adjusted;
using runner::Random;
using runner::sign_flip_test;
using runner::significance_level;
using runner::spread_of;
using runner::t_interval;

namespace {

constexpr int comparisons = 10'000;

std::vector<double> normal_values(Random& random, std::size_t count, double mean = 0) {
  std::vector<double> values(count);
  for (double& value : values) value = mean + random.normal();
  return values;
}

// The standard error of a rate over all comparisons.
double standard_error(double rate) { return std::sqrt(rate * (1 - rate) / comparisons); }

}  // namespace

TEST_CASE("Without a difference the sign-flip test is significant as often as its size says",
          "[statistics]") {
  for (const std::size_t pairs : {5, 8, 10}) {
    Random random(static_cast<std::uint32_t>(pairs));
    int significant = 0;
    for (int i = 0; i < comparisons; ++i) {
      significant += sign_flip_test(normal_values(random, pairs)).p <= significance_level;
    }
    // p is a multiple of 2 / 2^n, and each is equally likely: the size is the largest at most 0.05.
    const double patterns = std::ldexp(1.0, static_cast<int>(pairs) - 1);
    const double size = std::floor(significance_level * patterns) / patterns;
    const double rate = static_cast<double>(significant) / comparisons;
    CAPTURE(pairs, size, rate);
    CHECK(std::abs(rate - size) <= 3 * standard_error(size));
    CHECK(rate <= significance_level);
  }
}

TEST_CASE("With a difference the sign-flip test finds it", "[statistics]") {
  Random random(3);
  int significant = 0;
  for (int i = 0; i < comparisons / 10; ++i) {
    significant += sign_flip_test(normal_values(random, 10, 2)).p <= significance_level;
  }
  CHECK(significant > comparisons / 10 * 0.99);
}

TEST_CASE("95 % intervals of normal differences contain the truth 95 % of the time",
          "[statistics]") {
  for (const std::size_t pairs : {2, 3, 5, 10, 30}) {
    Random random(static_cast<std::uint32_t>(100 + pairs));
    int covered = 0;
    for (int i = 0; i < comparisons; ++i) {
      const auto interval = t_interval(spread_of(normal_values(random, pairs, 0.7)));
      covered += interval->low <= 0.7 && 0.7 <= interval->high;
    }
    const double rate = static_cast<double>(covered) / comparisons;
    CAPTURE(pairs, rate);
    CHECK(std::abs(rate - 0.95) <= 3 * standard_error(0.95));
  }
}

TEST_CASE("Holm's correction keeps the rate of any false finding among six pairs below 5 %",
          "[statistics]") {
  Random random(9);
  int wrong = 0;
  for (int i = 0; i < comparisons; ++i) {
    // Four settings without a difference, ten seeds, all six pairs.
    std::vector<std::vector<double>> settings;
    for (int k = 0; k < 4; ++k) settings.push_back(normal_values(random, 10));
    std::vector<double> p;
    for (std::size_t a = 0; a < 4; ++a) {
      for (std::size_t b = a + 1; b < 4; ++b) {
        std::vector<double> differences(10);
        for (std::size_t s = 0; s < 10; ++s) differences[s] = settings[a][s] - settings[b][s];
        p.push_back(sign_flip_test(differences).p);
      }
    }
    const auto adjusted = holm_adjusted(p);
    wrong += *std::min_element(adjusted.begin(), adjusted.end()) <= significance_level;
  }
  CHECK(static_cast<double>(wrong) / comparisons <=
        significance_level + 3 * standard_error(significance_level));
}

}  // namespace runner::test::statistics_simulation_test
