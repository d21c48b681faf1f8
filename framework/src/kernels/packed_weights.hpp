#pragma once

#include <cstddef>

namespace runner {

// Packed weights are what sparse_products.hpp multiplies by: the units are cut into blocks of a few
// vectors, and a block has whole vectors for each input, padded with zeros. The layout depends on
// the instruction set in use, so packed weights stay in memory and are never stored.

// Number of elements of packed weights.
template <typename Real>
std::size_t packed_size(std::size_t units, std::size_t inputs);

// packed = factor W
// W is `units` x `inputs`, column-major; `packed` has packed_size() elements.
template <typename Real>
void pack_weights(const Real* W, std::size_t units, std::size_t inputs, Real factor, Real* packed);

// W = factor packed, with W and `packed` as above.
template <typename Real>
void unpack_weights(const Real* packed, std::size_t units, std::size_t inputs, Real factor,
                    Real* W);

}  // namespace runner
