// map(): a loop over the elements of matrices, vectorized for the processor it runs on.
//
//     runner::map(x, y, [](Real v) { return v / (1 + runner::exp(-v)); });
//     runner::map(x, dy, dx, [](Real v, Real upper) { return v > 0 ? upper : Real(0); });
//
// Calls the function with the elements at the same place of all matrices but the last, and assigns
// its result to that place of the last. The result must depend on these elements alone. If the
// function has no branches and only calls that are inlined, such as those of elementwise.hpp,
// several elements are computed at once; otherwise one by one, with the same results. The compiler
// needs -O3 to inline longer functions.
#pragma once

#include <algorithm>
#include <cstddef>

#include <runner/armadillo.hpp>

namespace runner {
namespace detail {

// A loop of this fixed length is vectorized for any width without a remainder.
inline constexpr std::size_t map_block = 16;

template <typename Real>
struct LastBlock {
  LastBlock(const Real* from, std::size_t count) { std::copy_n(from, count, values); }

  Real values[map_block] = {};
};

template <typename Function, typename Real, typename... In>
[[gnu::always_inline]] inline void map_one_block(Function f, Real* __restrict out,
                                                 const In* __restrict... in) {
  for (std::size_t i = 0; i < map_block; ++i) out[i] = f(in[i]...);
}

// The last elements are copied into a whole block, so that their results have the same bits as
// elsewhere in the matrix.
template <typename Function, typename Real, typename... In>
[[gnu::always_inline]] inline void map_blocks(Function f, std::size_t count, Real* out,
                                              const In*... in) {
  std::size_t i = 0;
  for (; i + map_block <= count; i += map_block) map_one_block(f, out + i, in + i...);
  if (i == count) return;
  Real last[map_block];
  map_one_block(f, last, LastBlock<In>(in + i, count - i).values...);
  std::copy_n(last, count - i, out + i);
}

// In these two all calls are inlined ("flatten"): a separate function would be compiled for the
// baseline instruction set and a single element.
template <typename Function, typename... Pointers>
[[gnu::flatten]] void map_plain(Function f, std::size_t count, Pointers... pointers) {
  map_blocks(f, count, pointers...);
}

#if defined(__x86_64__)
// AVX2 without FMA, which would round once where map_plain() rounds twice: both give the same bits.
template <typename Function, typename... Pointers>
[[gnu::flatten, gnu::target("avx2")]] void map_avx2(Function f, std::size_t count,
                                                    Pointers... pointers) {
  map_blocks(f, count, pointers...);
}
#endif

template <typename Function, typename... Pointers>
void map_pointers(Function f, std::size_t count, Pointers... pointers) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) return map_avx2(f, count, pointers...);
#endif
  map_plain(f, count, pointers...);
}

}  // namespace detail

// y = f(a), elementwise.
// Requires, here and below: y has the size of the inputs and shares no memory with them.
template <typename Real, typename Function>
void map(const arma::Mat<Real>& a, arma::Mat<Real>& y, Function f) {
  detail::map_pointers(f, y.n_elem, y.memptr(), a.memptr());
}

// y = f(a, b)
template <typename Real, typename Function>
void map(const arma::Mat<Real>& a, const arma::Mat<Real>& b, arma::Mat<Real>& y, Function f) {
  detail::map_pointers(f, y.n_elem, y.memptr(), a.memptr(), b.memptr());
}

// y = f(a, b, c)
template <typename Real, typename Function>
void map(const arma::Mat<Real>& a, const arma::Mat<Real>& b, const arma::Mat<Real>& c,
         arma::Mat<Real>& y, Function f) {
  detail::map_pointers(f, y.n_elem, y.memptr(), a.memptr(), b.memptr(), c.memptr());
}

}  // namespace runner
