#include "kernels/dense_products.hpp"

#include <algorithm>
#include <type_traits>

// What follows the two includes is compiled once for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/dense_products.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace runner::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

template <typename Real>
using Tag = hn::ScalableTag<Real>;

// Adds lines to U units by V vectors of Z, which stay in registers while the lines go by. `weights`
// has U numbers a line.
template <int U, int V, typename Real>
HWY_INLINE void forward_block(const MatrixView<Real>& x, const Real* weights, std::size_t at,
                              Real* Z) {
  const Tag<Real> d;
  const std::size_t lanes = hn::Lanes(d);
  const auto place = [&](int u, int v) {
    return Z + static_cast<std::size_t>(u) * x.ld + at + static_cast<std::size_t>(v) * lanes;
  };
  hn::Vec<Tag<Real>> sum[U][V];
  for (int u = 0; u < U; ++u) {
    for (int v = 0; v < V; ++v) sum[u][v] = hn::LoadU(d, place(u, v));
  }
  const Real* line = x.values + at;
  for (std::size_t i = 0; i < x.count; ++i, line += x.ld, weights += U) {
    hn::Vec<Tag<Real>> value[V];
    for (int v = 0; v < V; ++v) value[v] = hn::LoadU(d, line + static_cast<std::size_t>(v) * lanes);
    for (int u = 0; u < U; ++u) {
      const auto weight = hn::Set(d, weights[u]);
      for (int v = 0; v < V; ++v) sum[u][v] = hn::MulAdd(weight, value[v], sum[u][v]);
    }
  }
  for (int u = 0; u < U; ++u) {
    for (int v = 0; v < V; ++v) hn::StoreU(sum[u][v], d, place(u, v));
  }
}

// At most so many lines are taken at a time: they and their weights stay in the cache nearest to
// the processor while all units and examples go by.
constexpr std::size_t rows_per_pass = 128;

template <int U, typename Real>
void forward_units(const MatrixView<Real>& x, const Real* W, std::size_t units, Real* Z) {
  const std::size_t lanes = hn::Lanes(Tag<Real>());
  Real weights[rows_per_pass * U];  // together, since they are far apart in W
  for (std::size_t i = 0; i < x.count; ++i) {
    std::copy_n(W + i * units, U, weights + i * U);
  }
  std::size_t at = 0;
  for (; at + 2 * lanes <= x.ld; at += 2 * lanes) forward_block<U, 2>(x, weights, at, Z);
  for (; at < x.ld; at += lanes) forward_block<U, 1>(x, weights, at, Z);
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

template <typename Real>
HWY_INLINE void forward(const MatrixView<Real>& x, const Real* W, const Real* b, std::size_t units,
                        Real* Z) {
  for (std::size_t u = 0; u < units; ++u) std::fill_n(Z + u * x.ld, x.ld, b[u]);
  for (std::size_t first = 0; first < x.count; first += rows_per_pass) {
    const MatrixView<Real> some{x.values + first * x.ld, std::min(rows_per_pass, x.count - first),
                                x.ld};
    unit_blocks(units, [&](auto block, std::size_t u) {
      forward_units<block()>(some, W + first * units + u, units, Z + u * x.ld);
    });
  }
}

// U units by L lines; the sums over examples stay in registers, and are added to memory once.
template <int U, int L, typename Real>
HWY_INLINE void backward_block(const MatrixView<Real>& x, std::size_t first, const Real* dZ,
                               std::size_t units, Real* dW) {
  const Tag<Real> d;
  const std::size_t lanes = hn::Lanes(d);
  hn::Vec<Tag<Real>> sum[L][U];
  for (int l = 0; l < L; ++l) {
    for (int u = 0; u < U; ++u) sum[l][u] = hn::Zero(d);
  }
  const Real* const lines = x.values + first * x.ld;
  for (std::size_t i = 0; i < x.ld; i += lanes) {
    hn::Vec<Tag<Real>> value[L];
    for (int l = 0; l < L; ++l)
      value[l] = hn::LoadU(d, lines + static_cast<std::size_t>(l) * x.ld + i);
    for (int u = 0; u < U; ++u) {
      const auto delta = hn::LoadU(d, dZ + static_cast<std::size_t>(u) * x.ld + i);
      for (int l = 0; l < L; ++l) sum[l][u] = hn::MulAdd(delta, value[l], sum[l][u]);
    }
  }
  for (int l = 0; l < L; ++l) {
    const std::size_t column = (first + static_cast<std::size_t>(l)) * units;
    for (int u = 0; u < U; ++u) {
      dW[column + static_cast<std::size_t>(u)] += hn::GetLane(hn::SumOfLanes(d, sum[l][u]));
    }
  }
}

// So many units at a time that their dZ stays in the cache while all lines go by.
template <typename Real>
HWY_INLINE void backward(const MatrixView<Real>& x, const Real* dZ, std::size_t units, Real* dW) {
  constexpr std::size_t units_per_pass = 40;
  for (std::size_t first = 0; first < units; first += units_per_pass) {
    const std::size_t some = std::min(units_per_pass, units - first);
    std::size_t i = 0;
    for (; i + 2 <= x.count; i += 2) {
      unit_blocks(some, [&](auto block, std::size_t u) {
        backward_block<block(), 2>(x, i, dZ + (first + u) * x.ld, units, dW + first + u);
      });
    }
    if (i < x.count) {
      unit_blocks(some, [&](auto block, std::size_t u) {
        backward_block<block(), 1>(x, i, dZ + (first + u) * x.ld, units, dW + first + u);
      });
    }
  }
}

// Dispatch needs functions that are no templates.
#define RUNNER_PRODUCTS(Real)                                                                     \
  void forward_##Real(const MatrixView<Real>& x, const Real* W, const Real* b, std::size_t units, \
                      Real* Z) {                                                                  \
    forward(x, W, b, units, Z);                                                                   \
  }                                                                                               \
  void backward_##Real(const MatrixView<Real>& x, const Real* dZ, std::size_t units, Real* dW) {  \
    backward(x, dZ, units, dW);                                                                   \
  }
RUNNER_PRODUCTS(float)
RUNNER_PRODUCTS(double)
#undef RUNNER_PRODUCTS

const char* target() { return hwy::TargetName(HWY_TARGET); }

}  // namespace runner::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace runner {

#define RUNNER_PRODUCTS(Real)                                                                \
  HWY_EXPORT(forward_##Real);                                                                \
  HWY_EXPORT(backward_##Real);                                                               \
  template <>                                                                                \
  void gemm_bias(const MatrixView<Real>& x, const Real* W, const Real* b, std::size_t units, \
                 Real* Z) {                                                                  \
    HWY_DYNAMIC_DISPATCH(forward_##Real)(x, W, b, units, Z);                                 \
  }                                                                                          \
  template <>                                                                                \
  void gemm_weight_gradient(const MatrixView<Real>& x, const Real* dZ, std::size_t units,    \
                            Real* dW) {                                                      \
    HWY_DYNAMIC_DISPATCH(backward_##Real)(x, dZ, units, dW);                                 \
  }
RUNNER_PRODUCTS(float)
RUNNER_PRODUCTS(double)
#undef RUNNER_PRODUCTS

HWY_EXPORT(target);
std::string_view kernel_target() { return HWY_DYNAMIC_DISPATCH(target)(); }

}  // namespace runner
#endif
