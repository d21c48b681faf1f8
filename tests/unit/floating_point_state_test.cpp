// Rounding and flush-to-zero are detected, described and restored.
#include "plugin_host/floating_point_state.hpp"

#include <cfenv>
#include <limits>
#include <thread>

#ifdef __x86_64__
#include <xmmintrin.h>
#endif

#include "support/catch.hpp"

namespace runner::test::floating_point_state_test {
namespace {

// 1 + a quarter of the last place: 1 to the nearest, the next number upward.
double one_and_a_bit() {
  volatile double bit = std::numeric_limits<double>::epsilon() / 4;
  return 1 + bit;
}

TEST_CASE("a thread that computes does not change its state", "[floating_point]") {
  const auto before = FloatingPointState::current();
  volatile double zero = 0;
  volatile double result = one_and_a_bit() / zero;
  CHECK(result > 1);
  CHECK(FloatingPointState::current() == before);
  CHECK(FloatingPointState::current().difference(before) == "");
}

TEST_CASE("the rounding mode is restored", "[floating_point]") {
  const auto before = FloatingPointState::current();
  std::fesetround(FE_UPWARD);
  CHECK(one_and_a_bit() > 1);
  CHECK_FALSE(FloatingPointState::current() == before);
  before.restore();
  CHECK(one_and_a_bit() == 1);
  CHECK(std::fegetround() == FE_TONEAREST);
  CHECK(FloatingPointState::current() == before);
}

TEST_CASE("a guard restores the state after an exception, too", "[floating_point]") {
  const auto before = FloatingPointState::current();
  const auto change_and_throw = [] {
    const FloatingPointGuard guard;
    std::fesetround(FE_DOWNWARD);
    throw 1;
  };
  CHECK_THROWS_AS(change_and_throw(), int);
  CHECK(FloatingPointState::current() == before);
}

TEST_CASE("a guard reports what changed", "[floating_point]") {
  PluginInfo info;
  info.kind = PluginKind::optimizer;
  info.name = "adam";
  info.path = "/p/adam.so";
  std::vector<std::string> warnings;
  const FloatingPointGuard guard;
  guard.report_change(info, "in options()", warnings);
  CHECK(warnings.empty());
  std::fesetround(FE_TOWARDZERO);
  guard.report_change(info, "in options()", warnings);
  REQUIRE(warnings.size() == 1);
  CHECK_THAT(warnings[0], contains("the optimizer plugin adam (/p/adam.so) changed the "
                                   "floating-point environment ("));
  CHECK_THAT(warnings[0], contains(") in options(); it was restored."));
}

TEST_CASE("a new thread inherits its creator's state, and its changes are its own",
          "[floating_point]") {
  const auto before = FloatingPointState::current();
  FloatingPointState inherited;
  std::thread([&] {
    inherited = FloatingPointState::current();
    std::fesetround(FE_UPWARD);
  }).join();
  CHECK(inherited == before);
  CHECK(FloatingPointState::current() == before);
}

#ifdef __x86_64__

// The description of a state with these bits of MXCSR flipped.
std::string difference_of(unsigned flipped) {
  const FloatingPointGuard guard;
  const auto before = FloatingPointState::current();
  _mm_setcsr(_mm_getcsr() ^ flipped);
  return FloatingPointState::current().difference(before);
}

TEST_CASE("each difference is described", "[floating_point]") {
  CHECK(difference_of(0x8000) == "flush-to-zero on");
  CHECK(difference_of(0x8040) == "flush-to-zero on and denormals-are-zero on");
  CHECK(difference_of(0x2000) == "rounding downward");
  CHECK(difference_of(0x4000) == "rounding upward");
  CHECK(difference_of(0x6000) == "rounding toward zero");
  CHECK(difference_of(0x0200) == "different exceptions trap");
  CHECK(difference_of(0x0001) == "");  // a sticky flag
}

TEST_CASE("a switch that is now off is described as off", "[floating_point]") {
  const FloatingPointGuard guard;
  _mm_setcsr(_mm_getcsr() | 0x8000);
  CHECK(difference_of(0x8000) == "flush-to-zero off");
}

TEST_CASE("the x87 control word counts as well", "[floating_point]") {
  const auto before = FloatingPointState::current();
  std::uint16_t word = 0x27F;  // double instead of extended precision
  __asm__ volatile("fldcw %0" : : "m"(word));
  CHECK(FloatingPointState::current().difference(before) ==
        "x87 control word 0x27f instead of 0x37f");
  before.restore();
  CHECK(FloatingPointState::current() == before);
}

#endif

}  // namespace
}  // namespace runner::test::floating_point_state_test
