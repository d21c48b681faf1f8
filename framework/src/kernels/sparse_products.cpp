#include "kernels/sparse_products.hpp"

#include <array>
#include <type_traits>

#include <hwy/cache_control.h>

// Everything below is compiled once for each instruction set; see Highway's foreach_target.h.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/sparse_products.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "kernels/unit_blocks-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace runner::HWY_NAMESPACE {

// Every byte as a Real: looking one up is faster than converting it.
template <typename Real>
constexpr std::array<Real, 256> byte_values = [] {
  std::array<Real, 256> values{};
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<Real>(i);
  return values;
}();

template <typename Real, typename Stored>
HWY_INLINE Vector<Real> broadcast(Stored value) {
  if constexpr (std::is_same_v<Stored, std::uint8_t>) {
    return hn::Set(Tag<Real>(), byte_values<Real>[value]);
  } else {
    return hn::Set(Tag<Real>(), value);
  }
}

// One element for each of a block's R rows (examples) and each unit, the units of a row contiguous.
template <typename Real, std::size_t R>
using RowBuffer = Real[R][max_vectors * hn::MaxLanes(Tag<Real>())];

// Prefetches the entries of a block some way ahead: a batch's rows are scattered over memory, where
// no hardware prefetcher finds them.
template <typename Stored>
HWY_INLINE void prefetch_rows(const SparseRows<Stored>& x, std::size_t block) {
  constexpr std::size_t ahead = 4;
  constexpr std::size_t cache_line = 64;
  if (block + ahead >= x.row_blocks) return;
  const std::size_t begin = x.row_begin[block + ahead];
  const std::size_t entries = x.row_end[block + ahead] - begin;
  const auto* const values = x.values + begin * x.rows_per_block;
  for (std::size_t i = 0; i < entries; i += cache_line) hwy::Prefetch(x.column_deltas + begin + i);
  for (std::size_t i = 0; i < entries * x.rows_per_block; i += cache_line / sizeof(Stored)) {
    hwy::Prefetch(values + i);
  }
}

// Z = W x^T + b for one block of units in V vectors; R is x.rows_per_block.
template <std::size_t R, std::size_t V, typename Stored, typename Real>
HWY_INLINE void forward_block(const SparseRows<Stored>& x, const Real* W, const Real* b,
                              std::size_t units, Real* Z, std::size_t ld) {
  const Tag<Real> d;
  const std::size_t lanes = hn::Lanes(d);
  // A single row alternates between two sums, so that an addition need not wait for the one before.
  constexpr std::size_t partial_sums = R == 1 ? 2 : 1;
  HWY_ALIGN RowBuffer<Real, R> buffer{};
  for (std::size_t block = 0; block < x.row_blocks; ++block) {
    prefetch_rows(x, block);
    Vector<Real> sum[partial_sums][R][V];
    for (auto& partial : sum) {
      for (auto& row : partial) {
        for (auto& vector : row) vector = hn::Zero(d);
      }
    }
    const Real* w = W;
    const auto add = [&](std::size_t i, Vector<Real>(&into)[R][V]) HWY_ATTR {
      w += x.column_deltas[i] * V * lanes;
      Vector<Real> weights[V];
      for (std::size_t v = 0; v < V; ++v) weights[v] = hn::Load(d, w + v * lanes);
      for (std::size_t r = 0; r < R; ++r) {
        const auto value = broadcast<Real>(x.values[i * R + r]);
        for (std::size_t v = 0; v < V; ++v) into[r][v] = hn::MulAdd(value, weights[v], into[r][v]);
      }
    };
    const std::size_t end = x.row_end[block];
    std::size_t i = x.row_begin[block];
    for (; i + partial_sums <= end; i += partial_sums) {
      for (std::size_t p = 0; p < partial_sums; ++p) add(i + p, sum[p]);
    }
    if (i < end) add(i, sum[0]);
    for (std::size_t r = 0; r < R; ++r) {
      for (std::size_t v = 0; v < V; ++v) {
        if constexpr (partial_sums == 2) sum[0][r][v] = hn::Add(sum[0][r][v], sum[1][r][v]);
        hn::Store(sum[0][r][v], d, buffer[r] + v * lanes);
      }
      Real* const column = Z + block * R + r;
      for (std::size_t u = 0; u < units; ++u) column[u * ld] = b[u] + buffer[r][u];
    }
  }
}

// dW += dZ x for one block of units in V vectors; R is x.rows_per_block.
template <std::size_t R, std::size_t V, typename Stored, typename Real>
HWY_INLINE void weight_gradient_block(const SparseRows<Stored>& x, const Real* dZ, std::size_t ld,
                                      std::size_t units, Real* dW) {
  const Tag<Real> d;
  const std::size_t lanes = hn::Lanes(d);
  HWY_ALIGN RowBuffer<Real, R> buffer{};
  for (std::size_t block = 0; block < x.row_blocks; ++block) {
    Vector<Real> delta[R][V];
    for (std::size_t r = 0; r < R; ++r) {
      const Real* const column = dZ + block * R + r;
      for (std::size_t u = 0; u < units; ++u) buffer[r][u] = column[u * ld];
      for (std::size_t v = 0; v < V; ++v) delta[r][v] = hn::LoadU(d, buffer[r] + v * lanes);
    }
    Real* w = dW;
    const Stored* values = x.values + x.row_begin[block] * R;
    for (std::size_t i = x.row_begin[block], end = x.row_end[block]; i < end; ++i, values += R) {
      w += x.column_deltas[i] * V * lanes;
      Vector<Real> sum[V];
      for (std::size_t v = 0; v < V; ++v) sum[v] = hn::Load(d, w + v * lanes);
      for (std::size_t r = 0; r < R; ++r) {
        const auto value = broadcast<Real>(values[r]);
        for (std::size_t v = 0; v < V; ++v) sum[v] = hn::MulAdd(value, delta[r][v], sum[v]);
      }
      for (std::size_t v = 0; v < V; ++v) hn::Store(sum[v], d, w + v * lanes);
    }
  }
}

// Calls function(R, V), with rows_per_block and a block's vectors as constants.
template <typename Function>
HWY_INLINE void with_constants(std::size_t rows_per_block, std::size_t vectors, Function function) {
  using One = std::integral_constant<std::size_t, 1>;
  using Two = std::integral_constant<std::size_t, 2>;
  using Three = std::integral_constant<std::size_t, 3>;
  using MaxRows = std::integral_constant<std::size_t, max_rows_per_block>;
  const auto with_rows = [&](auto vectors_constant) {
    if (rows_per_block == 1) return function(One(), vectors_constant);
    return function(MaxRows(), vectors_constant);
  };
  static_assert(max_vectors == 3);
  if (vectors == 1) return with_rows(One());
  if (vectors == 2) return with_rows(Two());
  return with_rows(Three());
}

template <typename Stored, typename Real>
HWY_INLINE void forward(const SparseRows<Stored>& x, const Real* W, const Real* b,
                        std::size_t units, std::size_t inputs, Real* Z, std::size_t ld) {
  for_each_unit_block<Real>(units, [&](const UnitBlock& block) {
    with_constants(x.rows_per_block, block.vectors, [&](auto rows, auto vectors) {
      forward_block<rows(), vectors()>(x, W, b + block.first, block.units, Z + block.first * ld,
                                       ld);
    });
    W += packed_elements<Real>(block.units, inputs);
  });
}

template <typename Stored, typename Real>
HWY_INLINE void weight_gradient(const SparseRows<Stored>& x, const Real* dZ, std::size_t ld,
                                std::size_t units, std::size_t inputs, Real* dW) {
  for_each_unit_block<Real>(units, [&](const UnitBlock& block) {
    with_constants(x.rows_per_block, block.vectors, [&](auto rows, auto vectors) {
      weight_gradient_block<rows(), vectors()>(x, dZ + block.first * ld, ld, block.units, dW);
    });
    dW += packed_elements<Real>(block.units, inputs);
  });
}

// Highway dispatches to functions, not to templates.
#define RUNNER_PRODUCTS(suffix, Stored, Real)                                                \
  void forward_##suffix(const SparseRows<Stored>& x, const Real* W, const Real* b,           \
                        std::size_t units, std::size_t inputs, Real* Z, std::size_t ld) {    \
    forward(x, W, b, units, inputs, Z, ld);                                                  \
  }                                                                                          \
  void weight_gradient_##suffix(const SparseRows<Stored>& x, const Real* dZ, std::size_t ld, \
                                std::size_t units, std::size_t inputs, Real* dW) {           \
    weight_gradient(x, dZ, ld, units, inputs, dW);                                           \
  }
RUNNER_PRODUCTS(bytes_float, std::uint8_t, float)
RUNNER_PRODUCTS(bytes_double, std::uint8_t, double)
RUNNER_PRODUCTS(float, float, float)
RUNNER_PRODUCTS(double, double, double)
#undef RUNNER_PRODUCTS

}  // namespace runner::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace runner {

#define RUNNER_PRODUCTS(suffix, Stored, Real)                                              \
  HWY_EXPORT(forward_##suffix);                                                            \
  HWY_EXPORT(weight_gradient_##suffix);                                                    \
  template <>                                                                              \
  void sparse_forward(const SparseRows<Stored>& x, const Real* packed_W, const Real* b,    \
                      std::size_t units, std::size_t inputs, Real* Z, std::size_t ld) {    \
    HWY_DYNAMIC_DISPATCH(forward_##suffix)(x, packed_W, b, units, inputs, Z, ld);          \
  }                                                                                        \
  template <>                                                                              \
  void sparse_weight_gradient(const SparseRows<Stored>& x, const Real* dZ, std::size_t ld, \
                              std::size_t units, std::size_t inputs, Real* packed_dW) {    \
    HWY_DYNAMIC_DISPATCH(weight_gradient_##suffix)(x, dZ, ld, units, inputs, packed_dW);   \
  }
RUNNER_PRODUCTS(bytes_float, std::uint8_t, float)
RUNNER_PRODUCTS(bytes_double, std::uint8_t, double)
RUNNER_PRODUCTS(float, float, float)
RUNNER_PRODUCTS(double, double, double)
#undef RUNNER_PRODUCTS

}  // namespace runner
#endif
