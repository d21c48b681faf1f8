// Products of lines, compiled for several instruction sets; the best that the processor has is
// chosen when the program runs.
//
// Examples lie along the vectors' lanes: what has one number an example is a line of `width`
// numbers, and a matrix with a line for each unit or class is an array of lines. There is no
// Armadillo here, which keeps builds short.
#pragma once

#include <cstddef>
#include <string_view>

namespace runner {

// Widths are multiples of this, the most numbers that a vector holds.
inline constexpr std::size_t lane_multiple = 16;

// What enters a layer: a line for each of its inputs.
template <typename Real>
struct MatrixView {
  const Real* values = nullptr;  // `count` lines
  std::size_t count = 0;
  std::size_t ld = 0;
};

// Z_u = b_u + sum over the lines x_k of W(u, k) x_k, for `units` lines of Z. W has `units` rows and
// is stored column by column.
template <typename Real>
void gemm_bias(const MatrixView<Real>& x, const Real* W, const Real* b, std::size_t units, Real* Z);

// dW(u, k) += the sum over examples of dZ_u x_k, for `units` lines dZ.
template <typename Real>
void gemm_weight_gradient(const MatrixView<Real>& x, const Real* dZ, std::size_t units, Real* dW);

// The instruction set in use, as Highway names it: "AVX2", "AVX3" for AVX-512, "SSE4", ...
std::string_view kernel_target();

}  // namespace runner
