// Values by SciPy and statsmodels, from tests/reference/statistics.py, and what is no number there.
#include "statistics/statistics.hpp"

#include <cmath>
#include <fstream>
#include <limits>

#include <nlohmann/json.hpp>

#include "support/catch.hpp"

namespace runner::test::statistics_test {

using runner::holm_adjusted;
using runner::least_pairs;
using runner::mcnemar_exact;
using runner::pairs_needed;
using runner::sign_flip_test;
using runner::Spread;
using runner::spread_of;
using runner::t_interval;
using runner::wilson_interval;

namespace {

nlohmann::json reference(const std::string& kind) {
  std::ifstream file(std::string(RUNNER_SOURCE_DIR) + "/tests/reference/statistics.json");
  return nlohmann::json::parse(file).at(kind);
}

using Values = std::vector<double>;

// Whether they agree to 1e-9, relative to the larger.
bool agree(double value, double expected) {
  return std::abs(value - expected) <= 1e-9 * std::max(std::abs(value), std::abs(expected));
}

}  // namespace

TEST_CASE("Means, deviations and t intervals are SciPy's", "[statistics]") {
  for (const auto& item : reference("spreads")) {
    const auto values = item["values"].get<Values>();
    const Spread spread = spread_of(values);
    CAPTURE(values);
    CHECK(spread.count == values.size());
    CHECK(agree(spread.mean, item["mean"]));
    CHECK(agree(spread.deviation.value(), item["deviation"]));
    const auto interval = t_interval(spread);
    REQUIRE(interval);
    CHECK(agree(interval->low, item["interval"][0]));
    CHECK(agree(interval->high, item["interval"][1]));
  }
}

TEST_CASE("A single value has no deviation and no interval, and no value has no mean",
          "[statistics]") {
  const Spread one = spread_of(Values{0.5});
  CHECK(one.mean == 0.5);
  CHECK(one.minimum == 0.5);
  CHECK(one.maximum == 0.5);
  CHECK_FALSE(one.deviation);
  CHECK_FALSE(t_interval(one));
  const Spread none = spread_of(Values{});
  CHECK(none.count == 0);
  CHECK(std::isnan(none.mean));
  CHECK_FALSE(t_interval(none));
}

TEST_CASE("Equal values have exactly that mean and no spread", "[statistics]") {
  const Spread spread = spread_of(Values(7, 0.1));
  CHECK(spread.mean == 0.1);
  CHECK(spread.deviation == 0.0);
  CHECK(t_interval(spread)->low == 0.1);
  CHECK(t_interval(spread)->high == 0.1);
}

TEST_CASE("Very large and very small values neither overflow nor vanish", "[statistics]") {
  const Spread large = spread_of(Values{1.5e308, 1.7e308, 1.6e308});
  CHECK(large.mean == Approx(1.6e308));
  CHECK(large.deviation.value() == Approx(1e307));
  const Spread small = spread_of(Values{1e-300, 3e-300, 2e-300});
  CHECK(agree(small.mean, 2e-300));
  CHECK(agree(small.deviation.value(), 1e-300));
  CHECK(sign_flip_test(Values{1e308, 1.1e308, 1.2e308}).p == 0.25);
  CHECK(sign_flip_test(Values{1e-300, 2e-300, 1e-300}).p == 0.25);
}

TEST_CASE("The sign-flip test is SciPy's, and counts ties as whole numbers do", "[statistics]") {
  for (const auto& item : reference("sign_flips")) {
    const auto differences = item["differences"].get<Values>();
    CAPTURE(differences);
    const auto test = sign_flip_test(differences);
    CHECK(test.exact);
    CHECK(agree(test.p, item["p"]));
  }
}

TEST_CASE("The sign-flip test of nothing, and of no differences, is 1", "[statistics]") {
  CHECK(sign_flip_test(Values{}).p == 1);
  CHECK(sign_flip_test(Values{0, 0, 0, 0}).p == 1);
  CHECK(sign_flip_test(Values{1, -1}).p == 1);
}

TEST_CASE("Multiples of one step are counted exactly, however many they are", "[statistics]") {
  const auto test = sign_flip_test(Values(40, 0.1 + 0.2));
  CHECK(test.exact);
  CHECK(test.p == std::ldexp(1.0, -39));
  CHECK(sign_flip_test(Values(1000, 0.001)).p == std::ldexp(1.0, -999));
  // No common step: a millionth of a millionth apart.
  Values nearly(30, 0.3);
  nearly[7] = 0.3 + 1e-7;
  CHECK_FALSE(sign_flip_test(nearly).exact);
}

TEST_CASE("Above 24 other differences the sign-flip test samples, the same for the same seed",
          "[statistics]") {
  for (const auto& item : reference("sampled")) {
    const auto differences = item["differences"].get<Values>();
    const auto test = sign_flip_test(differences, 1);
    CHECK_FALSE(test.exact);
    CHECK(sign_flip_test(differences, 1).p == test.p);
    const double p = item["p"];
    CAPTURE(p, test.p);
    // Five standard errors of 99,999 draws.
    CHECK(std::abs(test.p - p) < 5 * std::sqrt(p * (1 - p) / 99'999) + 1e-5);
    const double count = test.p * 100'000;  // (b + 1) of (b + 1) / (B + 1)
    CHECK(std::abs(count - std::round(count)) < 1e-6);
  }
  Values all_positive;
  for (int i = 0; i < 40; ++i) all_positive.push_back(std::sqrt(2.0 + i));
  CHECK(sign_flip_test(all_positive).p == 1e-5);  // nothing is as extreme: 1 / (B + 1)
}

TEST_CASE("Holm's correction is statsmodels's", "[statistics]") {
  for (const auto& item : reference("holm")) {
    const auto adjusted = holm_adjusted(item["p"].get<Values>());
    const auto expected = item["adjusted"].get<Values>();
    REQUIRE(adjusted.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) CHECK(agree(adjusted[i], expected[i]));
  }
  CHECK(holm_adjusted(Values{}).empty());
}

TEST_CASE("The least number of pairs is the first whose smallest p survives the correction",
          "[statistics]") {
  CHECK(least_pairs(1) == 6);  // 2 / 2^5 = 0.0625, 2 / 2^6 = 0.03125
  CHECK(least_pairs(2) == 7);
  CHECK(least_pairs(3) == 7);
  CHECK(least_pairs(6) == 8);
  CHECK(least_pairs(0) == 1);
  for (const std::uint64_t pairs : {1, 3, 10, 45, 124'750}) {
    const std::uint64_t n = least_pairs(pairs);
    const auto smallest = [](std::uint64_t count) {
      return std::ldexp(1.0, 1 - static_cast<int>(count));
    };
    CHECK(smallest(n) * static_cast<double>(pairs) <= 0.05);
    CHECK(smallest(n - 1) * static_cast<double>(pairs) > 0.05);
  }
}

TEST_CASE("McNemar's exact test is statsmodels's", "[statistics]") {
  for (const auto& item : reference("mcnemar")) {
    CAPTURE(item.dump());
    CHECK(agree(mcnemar_exact(item["only_first"], item["only_second"]), item["p"]));
    CHECK(agree(mcnemar_exact(item["only_second"], item["only_first"]), item["p"]));
  }
  CHECK(mcnemar_exact(0, 0) == 1);
}

TEST_CASE("Wilson's interval is statsmodels's", "[statistics]") {
  for (const auto& item : reference("wilson")) {
    CAPTURE(item.dump());
    const auto interval = wilson_interval(item["successes"], item["total"]);
    CHECK(std::abs(interval.low - item["low"].get<double>()) < 1e-9);
    CHECK(std::abs(interval.high - item["high"].get<double>()) < 1e-9);
  }
}

TEST_CASE("The pairs needed for a power of 0.8 are statsmodels's", "[statistics]") {
  for (const auto& item : reference("needed")) {
    CAPTURE(item.dump());
    Spread seen;
    seen.count = item["count"];
    seen.deviation = item["deviation"].get<double>();
    const auto needed = pairs_needed(item["difference"], seen);
    REQUIRE(needed);
    CHECK(needed->low == item["low"]);
    CHECK(needed->estimate == item["estimate"]);
    CHECK(needed->high == item["high"]);
  }
}

TEST_CASE("The pairs needed are bounded where the spread is 0 or vast", "[statistics]") {
  const auto equal = pairs_needed(0.01, spread_of(Values{0.1, 0.1, 0.1}));
  REQUIRE(equal);
  CHECK(equal->low == 2);
  CHECK(equal->high == 2);
  const auto vast = pairs_needed(1e-9, spread_of(Values{1, 2, 3}));
  REQUIRE(vast);
  CHECK(vast->estimate == 1'000'000);
  CHECK(pairs_needed(1e300, spread_of(Values{1, 2, 3}))->high == 2);
  CHECK_FALSE(pairs_needed(0.01, spread_of(Values{0.1})));
}

}  // namespace runner::test::statistics_test
