// exp, expm1 and tanh against those of the C library in long double, and select and clamp.
#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <runner/elementwise.hpp>

#include "support/catch.hpp"

namespace runner::test::elementwise_test {
namespace {

template <typename Real>
constexpr Real infinity = std::numeric_limits<Real>::infinity();

// The difference in units in the last place of a result, or in steps of the subnormal numbers.
template <typename Real>
double units_apart(Real result, long double exact) {
  int exponent = 0;
  std::frexp(exact, &exponent);
  exponent = std::max(exponent, std::numeric_limits<Real>::min_exponent);
  const long double unit = std::ldexp(1.0L, exponent - std::numeric_limits<Real>::digits);
  return static_cast<double>(std::abs(result - exact) / unit);
}

// Evenly from `from` to `to`, both included, with digits to the last place.
template <typename Real>
std::vector<Real> evenly(double from, double to, int count = 40'000) {
  std::vector<Real> points;
  for (int i = 0; i <= count; ++i) points.push_back(Real(from + (to - from) * i / count));
  return points;
}

// Of both signs, from 1 down to the least subnormal number.
template <typename Real>
std::vector<Real> close_to_zero() {
  std::vector<Real> points;
  for (const double largest : {1.0, 0.93, 0.87, 0.81, 0.76, 0.71, 0.66, 0.61, 0.57, 0.53}) {
    for (Real x = Real(largest); x > 0; x *= Real(0.49)) {
      points.push_back(x);
      points.push_back(-x);
    }
  }
  return points;
}

template <typename Real, typename Function, typename Exact>
void check_accuracy(const std::vector<Real>& points, double units, Function function, Exact exact) {
  for (const Real x : points) {
    const Real result = function(x);
    const double apart = units_apart(result, exact(static_cast<long double>(x)));
    if (apart <= units) continue;  // a CHECK for each of so many would be slow
    CAPTURE(x, result, apart);
    FAIL("not within " << units << " units in the last place");
  }
}

template <typename Real>
void check_exp(const std::vector<Real>& points) {
  check_accuracy(
      points, 1, [](Real x) { return runner::exp(x); }, [](long double x) { return std::exp(x); });
}

template <typename Real>
void check_expm1(const std::vector<Real>& points) {
  check_accuracy(
      points, 1.25, [](Real x) { return runner::expm1(x); },
      [](long double x) { return std::expm1(x); });
}

template <typename Real>
void check_tanh(const std::vector<Real>& points) {
  check_accuracy(
      points, 1.5, [](Real x) { return runner::tanh(x); },
      [](long double x) { return std::tanh(x); });
}

TEST_CASE("exp is within a unit in the last place", "[elementwise]") {
  check_exp(evenly<double>(-1, 1));
  check_exp(evenly<double>(-709, 709.78));
  check_exp(close_to_zero<double>());
  check_exp(evenly<float>(-1, 1));
  check_exp(evenly<float>(-87.5, 88.7));
  check_exp(close_to_zero<float>());
}

TEST_CASE("exp goes to zero through the subnormal numbers", "[elementwise]") {
  check_exp(evenly<double>(-746, -708));
  check_exp(evenly<float>(-104, -87));
  CHECK(runner::exp(-745.1332191019411) == std::numeric_limits<double>::denorm_min());
  CHECK(runner::exp(-745.1332191019412) == 0);
  CHECK(runner::exp(-103.97207F) == std::numeric_limits<float>::denorm_min());
  CHECK(runner::exp(-103.97209F) == 0);
}

// The largest numbers whose exponentials are finite: log(DBL_MAX) and log(FLT_MAX), rounded down.
TEST_CASE("exp and expm1 are infinite where the result is too large, and not before",
          "[elementwise]") {
  CHECK(std::isfinite(runner::exp(709.782712893384)));
  CHECK(std::isfinite(runner::expm1(709.782712893384)));
  CHECK(runner::exp(709.7827128933841) == infinity<double>);
  CHECK(runner::expm1(709.7827128933841) == infinity<double>);
  CHECK(std::isfinite(runner::exp(88.72283F)));
  CHECK(std::isfinite(runner::expm1(88.72283F)));
  CHECK(runner::exp(88.72284F) == infinity<float>);
  CHECK(runner::expm1(88.72284F) == infinity<float>);
}

TEST_CASE("expm1 is within 1.25 units in the last place", "[elementwise]") {
  check_expm1(evenly<double>(-1, 1));
  check_expm1(evenly<double>(-50, 709.78));
  check_expm1(close_to_zero<double>());
  check_expm1(evenly<float>(-1, 1));
  check_expm1(evenly<float>(-30, 88.7));
  check_expm1(close_to_zero<float>());
}

TEST_CASE("tanh is within 1.5 units in the last place", "[elementwise]") {
  check_tanh(evenly<double>(-1, 1));
  check_tanh(evenly<double>(-25, 25));
  check_tanh(close_to_zero<double>());
  check_tanh(evenly<float>(-1, 1));
  check_tanh(evenly<float>(-12, 12));
  check_tanh(close_to_zero<float>());
}

TEST_CASE("tanh is odd to the bit and never beyond 1", "[elementwise]") {
  for (const double x : evenly<double>(0, 25)) {
    if (runner::tanh(-x) != -runner::tanh(x) || runner::tanh(x) > 1) FAIL(x);
  }
  for (const float x : evenly<float>(0, 12)) {
    if (runner::tanh(-x) != -runner::tanh(x) || runner::tanh(x) > 1) FAIL(x);
  }
}

TEMPLATE_TEST_CASE("exp, expm1 and tanh have their limits", "[elementwise]", float, double) {
  using Real = TestType;
  for (const Real far : {infinity<Real>, std::numeric_limits<Real>::max()}) {
    CHECK(runner::exp(far) == infinity<Real>);
    CHECK(runner::exp(-far) == 0);
    CHECK(runner::expm1(far) == infinity<Real>);
    CHECK(runner::expm1(-far) == -1);
    CHECK(runner::tanh(far) == 1);
    CHECK(runner::tanh(-far) == -1);
  }
}

TEMPLATE_TEST_CASE("exp, expm1 and tanh are exact at both zeros", "[elementwise]", float, double) {
  using Real = TestType;
  CHECK(runner::exp(Real(0)) == 1);
  CHECK(runner::exp(-Real(0)) == 1);
  for (const Real zero : {Real(0), -Real(0)}) {
    CHECK(runner::expm1(zero) == 0);
    CHECK(std::signbit(runner::expm1(zero)) == std::signbit(zero));
    CHECK(runner::tanh(zero) == 0);
    CHECK(std::signbit(runner::tanh(zero)) == std::signbit(zero));
  }
}

TEMPLATE_TEST_CASE("NaN gives NaN", "[elementwise]", float, double) {
  const TestType nan = std::numeric_limits<TestType>::quiet_NaN();
  CHECK(std::isnan(runner::exp(nan)));
  CHECK(std::isnan(runner::expm1(nan)));
  CHECK(std::isnan(runner::tanh(nan)));
  CHECK(std::isnan(runner::clamp(nan, 0, 1)));
  CHECK(std::isnan(runner::select(true, nan, TestType(0))));
}

TEMPLATE_TEST_CASE("select takes one of two numbers, with its sign", "[elementwise]", float,
                   double) {
  CHECK(runner::select(true, TestType(2), TestType(3)) == 2);
  CHECK(runner::select(false, TestType(2), TestType(3)) == 3);
  CHECK(runner::select(true, TestType(2), infinity<TestType>) == 2);
  CHECK(std::signbit(runner::select(false, TestType(1), -TestType(0))));
}

TEMPLATE_TEST_CASE("clamp keeps a number within bounds", "[elementwise]", float, double) {
  CHECK(runner::clamp(TestType(-7), -2, 3) == -2);
  CHECK(runner::clamp(TestType(-2), -2, 3) == -2);
  CHECK(runner::clamp(TestType(0.5), -2, 3) == TestType(0.5));
  CHECK(runner::clamp(infinity<TestType>, -2, 3) == 3);
}

}  // namespace
}  // namespace runner::test::elementwise_test
