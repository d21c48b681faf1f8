#pragma once

#include <cstddef>

namespace runner {

// Weights as the products over active inputs want them: units in blocks of a few vectors, and in a
// block whole vectors for each input, filled up with zeros. So many numbers:
template <typename Real>
std::size_t packed_size(std::size_t units, std::size_t inputs);

// W has `units` rows and `inputs` columns and is stored column by column. packed = factor W.
template <typename Real>
void pack_weights(const Real* W, std::size_t units, std::size_t inputs, Real factor, Real* packed);

// W = factor packed
template <typename Real>
void unpack_weights(const Real* packed, std::size_t units, std::size_t inputs, Real factor,
                    Real* W);

}  // namespace runner
