// The first layer's products. They visit only the nonzeros of the input, and process a whole block
// of SparseRows for each load of weights. Units lie along the vector lanes: an entry costs a few
// multiplications of whole vectors. Compiled for several instruction sets; the best one that the
// processor has is chosen at run time.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kernels/sparse_rows.hpp"

namespace runner {

// Z = W x^T + b, with b added to every column.
// x is examples x `inputs`, W `units` x `inputs`, packed (packed_weights.hpp), b has `units`
// elements, Z is `units` x `ld`, row-major, with an example a column. Writes the first
// x.row_blocks * x.rows_per_block columns of Z.
// Requires: Stored is std::uint8_t or Real.
template <typename Stored, typename Real>
void sparse_forward(const SparseRows<Stored>& x, const Real* packed_W, const Real* b,
                    std::size_t units, std::size_t inputs, Real* Z, std::size_t ld);

// dW += dZ x
// dZ is `units` x `ld`, as Z above; dW is `units` x `inputs`, packed.
template <typename Stored, typename Real>
void sparse_weight_gradient(const SparseRows<Stored>& x, const Real* dZ, std::size_t ld,
                            std::size_t units, std::size_t inputs, Real* packed_dW);

}  // namespace runner
