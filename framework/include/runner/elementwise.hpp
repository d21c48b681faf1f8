// exp, expm1, tanh, select and clamp of one number, without branches, tables or calls, so that the
// compiler vectorizes a loop over them, such as map()'s.
//
// The result for a number has the same bits at any place of a matrix and with vectors of any width.
// (A compiler that may fuse products and sums, as with -march=native, rounds some of them once
// instead of twice, here as everywhere.) Requires rounding to nearest; does not set errno.
//
// All three functions begin with x = n ln 2 + r for an integer n and |r| <= ln 2 / 2, and with
// e^r = 1 + r + r^2 q(r). The polynomials q, found by the Remez exchange, are those with the least
// relative error in e^r: 2^-57 in double, 2^-28 in float.
#pragma once

#include <bit>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <limits>
#include <type_traits>

namespace runner {

template <typename Real>
concept FloatOrDouble = std::same_as<Real, float> || std::same_as<Real, double>;

// condition ? a : b, with both computed. The operator may become a branch, which keeps the compiler
// from vectorizing the loop around it.
template <FloatOrDouble Real>
[[gnu::always_inline]] inline Real select(bool condition, Real a, Real b) {
  using Bits = std::conditional_t<sizeof(Real) == 4, std::uint32_t, std::uint64_t>;
  const Bits mask = Bits{0} - static_cast<Bits>(condition);
  return std::bit_cast<Real>((std::bit_cast<Bits>(a) & mask) | (std::bit_cast<Bits>(b) & ~mask));
}

// The number in [lowest, highest] nearest to x; NaN for NaN.
template <FloatOrDouble Real>
[[gnu::always_inline]] inline Real clamp(Real x, std::type_identity_t<Real> lowest,
                                         std::type_identity_t<Real> highest) {
  return select(x < lowest, lowest, select(x > highest, highest, x));
}

namespace detail {

// c + d r + ..., by pairs: (c + d r) + r^2 (...), which halves the chain of dependent operations.
template <typename Real>
[[gnu::always_inline]] constexpr Real polynomial(Real, Real c) {
  return c;
}

template <typename Real>
[[gnu::always_inline]] constexpr Real polynomial(Real r, Real c, Real d) {
  return c + d * r;
}

template <typename Real, typename... Others>
[[gnu::always_inline]] constexpr Real polynomial(Real r, Real c, Real d, Others... others) {
  return (c + d * r) + (r * r) * polynomial(r, others...);
}

template <typename Real>
struct ExpFacts;

template <>
struct ExpFacts<double> {
  using Bits = std::uint64_t;
  static constexpr double zero_from = -746;     // exp(x) is 0 at this and below
  static constexpr double infinite_from = 710;  // exp(x) is infinite at this and above
  static constexpr double one_from = 20;        // tanh(x) rounds to 1 at this and above
  static constexpr double log2_e = 0x1.71547652b82fep+0;
  static constexpr double ln2_upper = 0x1.62e42fefa38p-1;  // 42 bits, so that n times it is exact
  static constexpr double ln2_lower = 0x1.ef35793c7673p-45;

  [[gnu::always_inline]] static constexpr double q(double r) {
    return polynomial(r, 0x1.000000000000ap-1, 0x1.55555555554f9p-3, 0x1.55555555507f1p-5,
                      0x1.1111111127e83p-7, 0x1.6c16c1844b015p-10, 0x1.a01a0129b4608p-13,
                      0x1.a01999adcc22fp-16, 0x1.71df262c47695p-19, 0x1.28adce726e390p-22,
                      0x1.ad7f02a6aa9a0p-26);
  }
};

template <>
struct ExpFacts<float> {
  using Bits = std::uint32_t;
  static constexpr float zero_from = -104;
  static constexpr float infinite_from = 89;
  static constexpr float one_from = 10;
  static constexpr float log2_e = 0x1.715476p+0F;
  static constexpr float ln2_upper = 0x1.62e4p-1F;  // 15 bits
  static constexpr float ln2_lower = 0x1.7f7d1cp-20F;

  [[gnu::always_inline]] static constexpr float q(float r) {
    return polynomial(r, 0x1.fffffcp-2F, 0x1.55549p-3F, 0x1.5558f4p-5F, 0x1.123a6cp-7F,
                      0x1.6a2352p-10F);
  }
};

// Adding it rounds to an integer n, kept in the lowest bits: 1.5 2^52 in double, 1.5 2^23 in float.
template <typename Real>
inline constexpr Real whole = Real(1.5) / std::numeric_limits<Real>::epsilon();

// 2^n from whole + n, for n in the range of normal numbers' exponents.
template <typename Real>
[[gnu::always_inline]] inline Real power_of_two(Real whole_plus_n) {
  using Bits = typename ExpFacts<Real>::Bits;
  constexpr Bits bias = std::numeric_limits<Real>::max_exponent - 1;
  constexpr int fraction_bits = std::numeric_limits<Real>::digits - 1;
  return std::bit_cast<Real>((std::bit_cast<Bits>(whole_plus_n) + bias) << fraction_bits);
}

// x = n ln 2 + r, and e^r = 1 + upper + rest, where upper is exact and at most about 0.35.
template <typename Real>
struct Reduced {
  Real n;
  Real upper;
  Real rest;
};

template <typename Real>
[[gnu::always_inline]] inline Reduced<Real> reduce(Real x) {
  using Facts = ExpFacts<Real>;
  const Real n = (x * Facts::log2_e + whole<Real>)-whole<Real>;
  const Real upper = x - n * Facts::ln2_upper;
  const Real lower = n * Facts::ln2_lower;
  const Real r = upper - lower;
  return {n, upper, r * r * Facts::q(r) - lower};
}

// (e^x - 1) / 2 = sum + rest, where sum is the rounded result: 2^(n-1) (1 + upper + rest) - 1/2.
// Half of e^x - 1, because 2^n is out of range for the largest x.
template <typename Real>
struct HalfExpm1 {
  Real sum;
  Real rest;
};

template <typename Real>
[[gnu::always_inline]] inline HalfExpm1<Real> half_expm1(Real x) {
  using Facts = ExpFacts<Real>;
  const auto [n, upper, rest] = reduce(clamp(x, -2 * Facts::one_from, Facts::infinite_from));
  const Real scale = power_of_two((n - 1) + whole<Real>);
  const Real base = scale - Real(0.5);
  const Real step = scale * upper;
  const Real first = base + step;
  const Real second = ((base - first) + step) + scale * rest;
  const Real sum = first + second;
  return {sum, (first - sum) + second};
}

}  // namespace detail

// e^x to within 1 unit in the last place. 1 at 0, 0 at -inf, inf at inf and where the result is too
// large, NaN at NaN. Small results are subnormal, and 0 only below the subnormal numbers.
template <FloatOrDouble Real>
[[gnu::always_inline]] inline Real exp(Real x) {
  using Facts = detail::ExpFacts<Real>;
  constexpr Real whole = detail::whole<Real>;
  const auto [n, upper, rest] = detail::reduce(clamp(x, Facts::zero_from, Facts::infinite_from));
  const Real sum = 1 + upper;
  const Real e_r = sum + (((1 - sum) + upper) + rest);
  // By two factors, since 2^n may be out of range although the result is not.
  const Real half = n / 2 + whole;
  const Real other_half = (n - (half - whole)) + whole;
  return e_r * detail::power_of_two(half) * detail::power_of_two(other_half);
}

// e^x - 1 to within 1.25 units in the last place, also near 0. -0 at -0, -1 at -inf, inf at inf and
// where the result is too large, NaN at NaN.
template <FloatOrDouble Real>
[[gnu::always_inline]] inline Real expm1(Real x) {
  constexpr Real tiny = std::numeric_limits<Real>::epsilon() / 4;
  return select(std::abs(x) < tiny, x, 2 * detail::half_expm1(x).sum);
}

// tanh x to within 1.5 units in the last place. tanh(-x) has the bits of -tanh(x); -0 at -0, 1 at
// inf, NaN at NaN.
//
// With h = (e^2x - 1) / 2, tanh x = t = h / (1 + h), and 1 / (1 + h) = 1 - t. The rounding errors
// of h and 1 + h change t by (rest - t divisor_rest) / (1 + h).
template <FloatOrDouble Real>
[[gnu::always_inline]] inline Real tanh(Real x) {
  using Facts = detail::ExpFacts<Real>;
  const Real size = clamp(std::abs(x), 0, Facts::one_from);
  const auto [h, rest] = detail::half_expm1(2 * size);
  const Real divisor = 1 + h;
  const Real one = divisor - h;
  const Real divisor_rest = ((h - (divisor - one)) + (1 - one)) + rest;
  const Real t = h / divisor;
  return std::copysign(t + (1 - t) * (rest - t * divisor_rest), x);
}

}  // namespace runner
