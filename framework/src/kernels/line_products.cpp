#include "kernels/line_products.hpp"

#include <type_traits>

// What follows the two includes is compiled once for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/line_products.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace runner::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

template <typename Real>
using Tag = hn::ScalableTag<Real>;

// One vector of a line, as Real.
template <typename Real>
HWY_INLINE hn::Vec<Tag<Real>> load(Tag<Real> d, const Real* line) {
  return hn::LoadU(d, line);
}

HWY_INLINE hn::Vec<Tag<float>> load(Tag<float> d, const std::uint8_t* line) {
  const hn::Rebind<std::int32_t, Tag<float>> whole;
  const hn::Rebind<std::uint8_t, Tag<float>> bytes;
  return hn::ConvertTo(d, hn::PromoteTo(whole, hn::LoadU(bytes, line)));
}

HWY_INLINE hn::Vec<Tag<double>> load(Tag<double> d, const std::uint8_t* line) {
  const hn::Rebind<std::int32_t, Tag<double>> whole;
  const hn::Rebind<std::uint8_t, Tag<double>> bytes;
  return hn::PromoteTo(d, hn::PromoteTo(whole, hn::LoadU(bytes, line)));
}

// U units by V vectors of examples, whose sums stay in registers while all lines go by.
template <int U, int V, typename Stored, typename Real>
HWY_INLINE void forward_block(const Lines<Stored>& x, const Real* W, const Real* b,
                              std::size_t units, std::size_t at, Real* Z) {
  const Tag<Real> d;
  const std::size_t lanes = hn::Lanes(d);
  hn::Vec<Tag<Real>> sum[U][V];
  for (int u = 0; u < U; ++u) {
    for (int v = 0; v < V; ++v) sum[u][v] = hn::Set(d, b[u]);
  }
  const Stored* line = x.values + at;
  for (std::size_t i = 0; i < x.count; ++i, line += x.width) {
    const Real* const w = W + x.indices[i] * units;
    hn::Vec<Tag<Real>> value[V];
    for (int v = 0; v < V; ++v) value[v] = load(d, line + static_cast<std::size_t>(v) * lanes);
    for (int u = 0; u < U; ++u) {
      const auto weight = hn::Set(d, w[u]);
      for (int v = 0; v < V; ++v) sum[u][v] = hn::MulAdd(weight, value[v], sum[u][v]);
    }
  }
  for (int u = 0; u < U; ++u) {
    for (int v = 0; v < V; ++v) {
      hn::StoreU(
          sum[u][v], d,
          Z + static_cast<std::size_t>(u) * x.width + at + static_cast<std::size_t>(v) * lanes);
    }
  }
}

template <int U, typename Stored, typename Real>
void forward_units(const Lines<Stored>& x, const Real* W, const Real* b, std::size_t units,
                   Real* Z) {
  const std::size_t lanes = hn::Lanes(Tag<Real>());
  std::size_t at = 0;
  for (; at + 2 * lanes <= x.width; at += 2 * lanes) forward_block<U, 2>(x, W, b, units, at, Z);
  for (; at < x.width; at += lanes) forward_block<U, 1>(x, W, b, units, at, Z);
}

// Calls function<U>(first) for blocks of at most five units: with two vectors each, their sums and
// what they are made of fit into the sixteen registers of AVX2.
template <typename Function>
HWY_INLINE void unit_blocks(std::size_t units, Function function) {
  std::size_t u = 0;
  for (; u + 5 <= units; u += 5) function(std::integral_constant<int, 5>(), u);
  switch (units - u) {
    case 4:
      return function(std::integral_constant<int, 4>(), u);
    case 3:
      return function(std::integral_constant<int, 3>(), u);
    case 2:
      return function(std::integral_constant<int, 2>(), u);
    case 1:
      return function(std::integral_constant<int, 1>(), u);
    default:
      return;
  }
}

template <typename Stored, typename Real>
HWY_INLINE void forward(const Lines<Stored>& x, const Real* W, const Real* b, std::size_t units,
                        Real* Z) {
  unit_blocks(units, [&](auto block, std::size_t u) {
    forward_units<block()>(x, W + u, b + u, units, Z + u * x.width);
  });
}

// U units by L lines; the sums over examples stay in registers, and are added to memory once.
template <int U, int L, typename Stored, typename Real>
HWY_INLINE void backward_block(const Lines<Stored>& x, std::size_t first, const Real* dZ,
                               std::size_t units, Real* dW) {
  const Tag<Real> d;
  const std::size_t lanes = hn::Lanes(d);
  hn::Vec<Tag<Real>> sum[L][U];
  for (int l = 0; l < L; ++l) {
    for (int u = 0; u < U; ++u) sum[l][u] = hn::Zero(d);
  }
  const Stored* const lines = x.values + first * x.width;
  for (std::size_t i = 0; i < x.width; i += lanes) {
    hn::Vec<Tag<Real>> value[L];
    for (int l = 0; l < L; ++l)
      value[l] = load(d, lines + static_cast<std::size_t>(l) * x.width + i);
    for (int u = 0; u < U; ++u) {
      const auto delta = hn::LoadU(d, dZ + static_cast<std::size_t>(u) * x.width + i);
      for (int l = 0; l < L; ++l) sum[l][u] = hn::MulAdd(delta, value[l], sum[l][u]);
    }
  }
  for (int l = 0; l < L; ++l) {
    const std::size_t column = x.indices[first + static_cast<std::size_t>(l)] * units;
    for (int u = 0; u < U; ++u) {
      dW[column + static_cast<std::size_t>(u)] += hn::GetLane(hn::SumOfLanes(d, sum[l][u]));
    }
  }
}

template <typename Stored, typename Real>
HWY_INLINE void backward(const Lines<Stored>& x, const Real* dZ, std::size_t units, Real* dW) {
  std::size_t i = 0;
  for (; i + 2 <= x.count; i += 2) {
    unit_blocks(units, [&](auto block, std::size_t u) {
      backward_block<block(), 2>(x, i, dZ + u * x.width, units, dW + u);
    });
  }
  if (i < x.count) {
    unit_blocks(units, [&](auto block, std::size_t u) {
      backward_block<block(), 1>(x, i, dZ + u * x.width, units, dW + u);
    });
  }
}

// Dispatch needs functions that are no templates.
#define RUNNER_PRODUCTS(suffix, Stored, Real)                                                    \
  void forward_##suffix(const Lines<Stored>& x, const Real* W, const Real* b, std::size_t units, \
                        Real* Z) {                                                               \
    forward(x, W, b, units, Z);                                                                  \
  }                                                                                              \
  void backward_##suffix(const Lines<Stored>& x, const Real* dZ, std::size_t units, Real* dW) {  \
    backward(x, dZ, units, dW);                                                                  \
  }
RUNNER_PRODUCTS(bytes_float, std::uint8_t, float)
RUNNER_PRODUCTS(bytes_double, std::uint8_t, double)
RUNNER_PRODUCTS(float, float, float)
RUNNER_PRODUCTS(double, double, double)
#undef RUNNER_PRODUCTS

const char* target() { return hwy::TargetName(HWY_TARGET); }

}  // namespace runner::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace runner {

#define RUNNER_PRODUCTS(suffix, Stored, Real)                                                   \
  HWY_EXPORT(forward_##suffix);                                                                 \
  HWY_EXPORT(backward_##suffix);                                                                \
  template <>                                                                                   \
  void forward_product(const Lines<Stored>& x, const Real* W, const Real* b, std::size_t units, \
                       Real* Z) {                                                               \
    HWY_DYNAMIC_DISPATCH(forward_##suffix)(x, W, b, units, Z);                                  \
  }                                                                                             \
  template <>                                                                                   \
  void backward_product(const Lines<Stored>& x, const Real* dZ, std::size_t units, Real* dW) {  \
    HWY_DYNAMIC_DISPATCH(backward_##suffix)(x, dZ, units, dW);                                  \
  }
RUNNER_PRODUCTS(bytes_float, std::uint8_t, float)
RUNNER_PRODUCTS(bytes_double, std::uint8_t, double)
RUNNER_PRODUCTS(float, float, float)
RUNNER_PRODUCTS(double, double, double)
#undef RUNNER_PRODUCTS

HWY_EXPORT(target);
std::string_view kernel_target() { return HWY_DYNAMIC_DISPATCH(target)(); }

}  // namespace runner
#endif
