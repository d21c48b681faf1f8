#include "kernels/sparse_products.hpp"

#include <array>
#include <type_traits>

#include <hwy/cache_control.h>

// What follows the two includes is compiled once for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/sparse_products.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "kernels/unit_blocks-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace runner::HWY_NAMESPACE {

// The bytes as numbers: reading one of them is faster than converting a byte.
template <typename Real>
constexpr std::array<Real, 256> byte_numbers = [] {
  std::array<Real, 256> numbers{};
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = static_cast<Real>(i);
  return numbers;
}();

template <typename Real, typename Stored>
HWY_INLINE Vector<Real> in_all_lanes(Stored value) {
  if constexpr (std::is_same_v<Stored, std::uint8_t>) {
    return hn::Set(Tag<Real>(), byte_numbers<Real>[value]);
  } else {
    return hn::Set(Tag<Real>(), value);
  }
}

// A group's numbers with the units of an example side by side.
template <typename Real, std::size_t G>
using GroupRows = Real[G][max_vectors * hn::MaxLanes(Tag<Real>())];

// Asks for the list of a group some way ahead: in a batch, lists are where nobody expects them.
template <typename Stored>
HWY_INLINE void prefetch_rows(const SparseRows<Stored>& x, std::size_t group) {
  constexpr std::size_t ahead = 4;
  constexpr std::size_t cache_line = 64;
  if (group + ahead >= x.row_blocks) return;
  const std::size_t begin = x.row_begin[group + ahead];
  const std::size_t length = x.row_end[group + ahead] - begin;
  const auto* const values = x.values + begin * x.rows_per_block;
  for (std::size_t i = 0; i < length; i += cache_line) hwy::Prefetch(x.column_deltas + begin + i);
  for (std::size_t i = 0; i < length * x.rows_per_block; i += cache_line / sizeof(Stored)) {
    hwy::Prefetch(values + i);
  }
}

template <std::size_t G, std::size_t V, typename Stored, typename Real>
HWY_INLINE void forward_block(const SparseRows<Stored>& x, const Real* W, const Real* b,
                              std::size_t units, Real* Z, std::size_t ld) {
  const Tag<Real> d;
  const std::size_t lanes = hn::Lanes(d);
  // A single example's sums are two, taken in turns: one would wait for its last addition.
  constexpr std::size_t turns = G == 1 ? 2 : 1;
  HWY_ALIGN GroupRows<Real, G> rows{};
  for (std::size_t group = 0; group < x.row_blocks; ++group) {
    prefetch_rows(x, group);
    Vector<Real> sum[turns][G][V];
    for (auto& of_turn : sum) {
      for (auto& of_example : of_turn) {
        for (auto& part : of_example) part = hn::Zero(d);
      }
    }
    const Real* w = W;
    const auto add = [&](std::size_t i, Vector<Real>(&into)[G][V]) HWY_ATTR {
      w += x.column_deltas[i] * V * lanes;
      Vector<Real> weights[V];
      for (std::size_t v = 0; v < V; ++v) weights[v] = hn::Load(d, w + v * lanes);
      for (std::size_t e = 0; e < G; ++e) {
        const auto value = in_all_lanes<Real>(x.values[i * G + e]);
        for (std::size_t v = 0; v < V; ++v) into[e][v] = hn::MulAdd(value, weights[v], into[e][v]);
      }
    };
    const std::size_t end = x.row_end[group];
    std::size_t i = x.row_begin[group];
    for (; i + turns <= end; i += turns) {
      for (std::size_t turn = 0; turn < turns; ++turn) add(i + turn, sum[turn]);
    }
    if (i < end) add(i, sum[0]);
    for (std::size_t e = 0; e < G; ++e) {
      for (std::size_t v = 0; v < V; ++v) {
        if constexpr (turns == 2) sum[0][e][v] = hn::Add(sum[0][e][v], sum[1][e][v]);
        hn::Store(sum[0][e][v], d, rows[e] + v * lanes);
      }
      Real* const column = Z + group * G + e;
      for (std::size_t u = 0; u < units; ++u) column[u * ld] = b[u] + rows[e][u];
    }
  }
}

template <std::size_t G, std::size_t V, typename Stored, typename Real>
HWY_INLINE void backward_block(const SparseRows<Stored>& x, const Real* dZ, std::size_t ld,
                               std::size_t units, Real* dW) {
  const Tag<Real> d;
  const std::size_t lanes = hn::Lanes(d);
  HWY_ALIGN GroupRows<Real, G> rows{};
  for (std::size_t group = 0; group < x.row_blocks; ++group) {
    Vector<Real> delta[G][V];
    for (std::size_t e = 0; e < G; ++e) {
      const Real* const column = dZ + group * G + e;
      for (std::size_t u = 0; u < units; ++u) rows[e][u] = column[u * ld];
      for (std::size_t v = 0; v < V; ++v) delta[e][v] = hn::LoadU(d, rows[e] + v * lanes);
    }
    Real* w = dW;
    const Stored* values = x.values + x.row_begin[group] * G;
    for (std::size_t i = x.row_begin[group], end = x.row_end[group]; i < end; ++i, values += G) {
      w += x.column_deltas[i] * V * lanes;
      Vector<Real> sum[V];
      for (std::size_t v = 0; v < V; ++v) sum[v] = hn::Load(d, w + v * lanes);
      for (std::size_t e = 0; e < G; ++e) {
        const auto value = in_all_lanes<Real>(values[e]);
        for (std::size_t v = 0; v < V; ++v) sum[v] = hn::MulAdd(value, delta[e][v], sum[v]);
      }
      for (std::size_t v = 0; v < V; ++v) hn::Store(sum[v], d, w + v * lanes);
    }
  }
}

// Calls function(G, V) with a group's examples and a block's vectors as constants.
template <typename Function>
HWY_INLINE void with_constants(std::size_t rows_per_block, std::size_t vectors, Function function) {
  using One = std::integral_constant<std::size_t, 1>;
  using Two = std::integral_constant<std::size_t, 2>;
  using Three = std::integral_constant<std::size_t, 3>;
  using Four = std::integral_constant<std::size_t, 4>;
  const auto with_group = [&](auto vectors_constant) {
    if (rows_per_block == 1) return function(One(), vectors_constant);
    return function(Four(), vectors_constant);
  };
  static_assert(max_vectors == 3);
  if (vectors == 1) return with_group(One());
  if (vectors == 2) return with_group(Two());
  return with_group(Three());
}

template <typename Stored, typename Real>
HWY_INLINE void forward(const SparseRows<Stored>& x, const Real* W, const Real* b,
                        std::size_t units, std::size_t inputs, Real* Z, std::size_t ld) {
  each_block<Real>(units, [&](const Block& block) {
    with_constants(x.rows_per_block, block.vectors, [&](auto examples, auto vectors) {
      forward_block<examples(), vectors()>(x, W, b + block.first, block.units, Z + block.first * ld,
                                           ld);
    });
    W += block_size<Real>(block.units, inputs);
  });
}

template <typename Stored, typename Real>
HWY_INLINE void backward(const SparseRows<Stored>& x, const Real* dZ, std::size_t ld,
                         std::size_t units, std::size_t inputs, Real* dW) {
  each_block<Real>(units, [&](const Block& block) {
    with_constants(x.rows_per_block, block.vectors, [&](auto examples, auto vectors) {
      backward_block<examples(), vectors()>(x, dZ + block.first * ld, ld, block.units, dW);
    });
    dW += block_size<Real>(block.units, inputs);
  });
}

// Dispatch needs functions that are no templates.
#define RUNNER_PRODUCTS(suffix, Stored, Real)                                             \
  void forward_##suffix(const SparseRows<Stored>& x, const Real* W, const Real* b,        \
                        std::size_t units, std::size_t inputs, Real* Z, std::size_t ld) { \
    forward(x, W, b, units, inputs, Z, ld);                                               \
  }                                                                                       \
  void backward_##suffix(const SparseRows<Stored>& x, const Real* dZ, std::size_t ld,     \
                         std::size_t units, std::size_t inputs, Real* dW) {               \
    backward(x, dZ, ld, units, inputs, dW);                                               \
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
  HWY_EXPORT(backward_##suffix);                                                           \
  template <>                                                                              \
  void sparse_forward(const SparseRows<Stored>& x, const Real* packed_W, const Real* b,    \
                      std::size_t units, std::size_t inputs, Real* Z, std::size_t ld) {    \
    HWY_DYNAMIC_DISPATCH(forward_##suffix)(x, packed_W, b, units, inputs, Z, ld);          \
  }                                                                                        \
  template <>                                                                              \
  void sparse_weight_gradient(const SparseRows<Stored>& x, const Real* dZ, std::size_t ld, \
                              std::size_t units, std::size_t inputs, Real* packed_dW) {    \
    HWY_DYNAMIC_DISPATCH(backward_##suffix)(x, dZ, ld, units, inputs, packed_dW);          \
  }
RUNNER_PRODUCTS(bytes_float, std::uint8_t, float)
RUNNER_PRODUCTS(bytes_double, std::uint8_t, double)
RUNNER_PRODUCTS(float, float, float)
RUNNER_PRODUCTS(double, double, double)
#undef RUNNER_PRODUCTS

}  // namespace runner
#endif
