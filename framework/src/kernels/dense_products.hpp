// Products of dense matrices, compiled for several instruction sets; the best one that the
// processor has is chosen at run time. Raw pointers instead of Armadillo keep builds short.
//
// Examples lie along the vector lanes: X, Z and dZ are row-major with a row for each input or unit
// and a column for each example. Matrices of weights are column-major with a row for each unit, as
// Armadillo stores them.
#pragma once

#include <cstddef>
#include <string_view>

namespace runner {

// Leading dimensions are multiples of this: at least as many elements as any vector has.
inline constexpr std::size_t lane_multiple = 16;

// A row-major matrix, `rows` x `ld`: what enters a layer, with a row for each of its inputs.
// Columns behind the last example are padding, and must hold finite numbers.
template <typename Real>
struct MatrixView {
  const Real* values = nullptr;
  std::size_t rows = 0;
  std::size_t ld = 0;  // leading dimension: elements from one row to the next
};

// Z = W X + b, with b added to every column.
// X is x.rows x ld, W `units` x x.rows, b has `units` elements, Z is `units` x ld.
template <typename Real>
void gemm_bias(const MatrixView<Real>& x, const Real* W, const Real* b, std::size_t units, Real* Z);

// dW += dZ X^T
// X is x.rows x ld, dZ `units` x ld, dW `units` x x.rows. Sums run over all ld columns, so padding
// must be zero in dZ.
template <typename Real>
void gemm_weight_gradient(const MatrixView<Real>& x, const Real* dZ, std::size_t units, Real* dW);

// The instruction set in use, as Highway names it: "AVX2", "AVX3" for AVX-512, "SSE4", ...
std::string_view kernel_target();

}  // namespace runner
