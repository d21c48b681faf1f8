#include "kernels/dense_products.hpp"

#include <algorithm>
#include <type_traits>

// Everything below is compiled once for each instruction set; see Highway's foreach_target.h.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/dense_products.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace runner::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

template <typename Real>
using Tag = hn::ScalableTag<Real>;

// Adds W X to a block of Z: U units by V vectors from `column`, kept in registers over all rows of
// x. `weights` is U x x.rows, column-major.
template <int U, int V, typename Real>
HWY_INLINE void gemm_block(const MatrixView<Real>& x, const Real* weights, std::size_t column,
                           Real* Z) {
  const Tag<Real> d;
  const std::size_t lanes = hn::Lanes(d);
  const auto address = [&](int u, int v) {
    return Z + static_cast<std::size_t>(u) * x.ld + column + static_cast<std::size_t>(v) * lanes;
  };
  hn::Vec<Tag<Real>> sum[U][V];
  for (int u = 0; u < U; ++u) {
    for (int v = 0; v < V; ++v) sum[u][v] = hn::LoadU(d, address(u, v));
  }
  const Real* row = x.values + column;
  for (std::size_t k = 0; k < x.rows; ++k, row += x.ld, weights += U) {
    hn::Vec<Tag<Real>> value[V];
    for (int v = 0; v < V; ++v) value[v] = hn::LoadU(d, row + static_cast<std::size_t>(v) * lanes);
    for (int u = 0; u < U; ++u) {
      const auto weight = hn::Set(d, weights[u]);
      for (int v = 0; v < V; ++v) sum[u][v] = hn::MulAdd(weight, value[v], sum[u][v]);
    }
  }
  for (int u = 0; u < U; ++u) {
    for (int v = 0; v < V; ++v) hn::StoreU(sum[u][v], d, address(u, v));
  }
}

// Rows of x taken at a time: they and their weights stay in the first-level cache while all units
// and examples are computed.
constexpr std::size_t rows_per_pass = 128;

// Adds W X to U units of Z, for x.rows <= rows_per_pass. W has `ldw` rows.
template <int U, typename Real>
void gemm_units(const MatrixView<Real>& x, const Real* W, std::size_t ldw, Real* Z) {
  const std::size_t lanes = hn::Lanes(Tag<Real>());
  Real weights[rows_per_pass * U];  // packed, because W's columns are ldw apart
  for (std::size_t k = 0; k < x.rows; ++k) {
    std::copy_n(W + k * ldw, U, weights + k * U);
  }
  std::size_t column = 0;
  for (; column + 2 * lanes <= x.ld; column += 2 * lanes) gemm_block<U, 2>(x, weights, column, Z);
  for (; column < x.ld; column += lanes) gemm_block<U, 1>(x, weights, column, Z);
}

// Calls function(U, first) for blocks of at most five units, with U as a constant: five units by
// two vectors of sums, the two vectors of x and a weight fit into the sixteen registers of AVX2.
template <typename Function>
HWY_INLINE void for_each_register_block(std::size_t units, Function function) {
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
HWY_INLINE void blocked_gemm_bias(const MatrixView<Real>& x, const Real* W, const Real* b,
                                  std::size_t units, Real* Z) {
  for (std::size_t u = 0; u < units; ++u) std::fill_n(Z + u * x.ld, x.ld, b[u]);
  for (std::size_t first = 0; first < x.rows; first += rows_per_pass) {
    const MatrixView<Real> pass{x.values + first * x.ld, std::min(rows_per_pass, x.rows - first),
                                x.ld};
    for_each_register_block(units, [&](auto block, std::size_t u) {
      gemm_units<block()>(pass, W + first * units + u, units, Z + u * x.ld);
    });
  }
}

// Adds to U units by K columns of dW, from column `first`. The sums over examples stay in registers
// and are added to memory once.
template <int U, int K, typename Real>
HWY_INLINE void gradient_block(const MatrixView<Real>& x, std::size_t first, const Real* dZ,
                               std::size_t units, Real* dW) {
  const Tag<Real> d;
  const std::size_t lanes = hn::Lanes(d);
  hn::Vec<Tag<Real>> sum[K][U];
  for (int k = 0; k < K; ++k) {
    for (int u = 0; u < U; ++u) sum[k][u] = hn::Zero(d);
  }
  const Real* const rows = x.values + first * x.ld;
  for (std::size_t i = 0; i < x.ld; i += lanes) {
    hn::Vec<Tag<Real>> value[K];
    for (int k = 0; k < K; ++k)
      value[k] = hn::LoadU(d, rows + static_cast<std::size_t>(k) * x.ld + i);
    for (int u = 0; u < U; ++u) {
      const auto delta = hn::LoadU(d, dZ + static_cast<std::size_t>(u) * x.ld + i);
      for (int k = 0; k < K; ++k) sum[k][u] = hn::MulAdd(delta, value[k], sum[k][u]);
    }
  }
  for (int k = 0; k < K; ++k) {
    const std::size_t column = (first + static_cast<std::size_t>(k)) * units;
    for (int u = 0; u < U; ++u) {
      dW[column + static_cast<std::size_t>(u)] += hn::GetLane(hn::SumOfLanes(d, sum[k][u]));
    }
  }
}

// Takes few enough units at a time that their dZ stays in the cache over all rows of x.
template <typename Real>
HWY_INLINE void blocked_weight_gradient(const MatrixView<Real>& x, const Real* dZ,
                                        std::size_t units, Real* dW) {
  constexpr std::size_t units_per_pass = 40;
  for (std::size_t first = 0; first < units; first += units_per_pass) {
    const std::size_t count = std::min(units_per_pass, units - first);
    std::size_t k = 0;
    for (; k + 2 <= x.rows; k += 2) {
      for_each_register_block(count, [&](auto block, std::size_t u) {
        gradient_block<block(), 2>(x, k, dZ + (first + u) * x.ld, units, dW + first + u);
      });
    }
    if (k < x.rows) {
      for_each_register_block(count, [&](auto block, std::size_t u) {
        gradient_block<block(), 1>(x, k, dZ + (first + u) * x.ld, units, dW + first + u);
      });
    }
  }
}

// Highway dispatches to functions, not to templates.
#define RUNNER_PRODUCTS(Real)                                                               \
  void gemm_bias_##Real(const MatrixView<Real>& x, const Real* W, const Real* b,            \
                        std::size_t units, Real* Z) {                                       \
    blocked_gemm_bias(x, W, b, units, Z);                                                   \
  }                                                                                         \
  void weight_gradient_##Real(const MatrixView<Real>& x, const Real* dZ, std::size_t units, \
                              Real* dW) {                                                   \
    blocked_weight_gradient(x, dZ, units, dW);                                              \
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
  HWY_EXPORT(gemm_bias_##Real);                                                              \
  HWY_EXPORT(weight_gradient_##Real);                                                        \
  template <>                                                                                \
  void gemm_bias(const MatrixView<Real>& x, const Real* W, const Real* b, std::size_t units, \
                 Real* Z) {                                                                  \
    HWY_DYNAMIC_DISPATCH(gemm_bias_##Real)(x, W, b, units, Z);                               \
  }                                                                                          \
  template <>                                                                                \
  void gemm_weight_gradient(const MatrixView<Real>& x, const Real* dZ, std::size_t units,    \
                            Real* dW) {                                                      \
    HWY_DYNAMIC_DISPATCH(weight_gradient_##Real)(x, dZ, units, dW);                          \
  }
RUNNER_PRODUCTS(float)
RUNNER_PRODUCTS(double)
#undef RUNNER_PRODUCTS

HWY_EXPORT(target);
std::string_view kernel_target() { return HWY_DYNAMIC_DISPATCH(target)(); }

}  // namespace runner
#endif
