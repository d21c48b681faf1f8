// The first layer's products over the inputs that are not zero, compiled for several instruction
// sets; the best that the processor has is chosen when the program runs.
//
// Examples come one by one or in groups of four. A group lists its active inputs, those that are
// not zero in all of its examples, each with its value in each of them. Units lie along the
// vectors' lanes: what is done for a listed input is a few multiplications of whole vectors, and
// nothing is done for the others. There is no Armadillo here, which keeps builds short.
#pragma once

#include <cstddef>
#include <cstdint>

namespace runner {

// The lists of some groups.
template <typename Stored>
struct SparseRows {
  const std::uint8_t* column_deltas =
      nullptr;                     // from the input before it; at a list's start, from input 0
  const Stored* values = nullptr;  // rows_per_block for each listed input
  const std::uint64_t* row_begin = nullptr;  // each group's list among the listed inputs
  const std::uint64_t* row_end = nullptr;
  std::size_t row_blocks = 0;
  std::size_t rows_per_block = 0;  // 1 or 4
};

// Z_u = b_u + sum over the inputs k of W(u, k) x_k, for each example a column and each unit a line
// of `width` numbers, of which the first groups * rows_per_block are written. Stored is
// std::uint8_t or Real; for packed_W see packed_weights.hpp.
template <typename Stored, typename Real>
void sparse_forward(const SparseRows<Stored>& x, const Real* packed_W, const Real* b,
                    std::size_t units, std::size_t inputs, Real* Z, std::size_t ld);

// packed_dW(u, k) += the sum over examples of dZ_u x_k, with dZ in lines as Z above.
template <typename Stored, typename Real>
void sparse_weight_gradient(const SparseRows<Stored>& x, const Real* dZ, std::size_t ld,
                            std::size_t units, std::size_t inputs, Real* packed_dW);

}  // namespace runner
