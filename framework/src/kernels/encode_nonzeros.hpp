#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace runner {

// Writes the list of the active inputs of a group, one example or four, to `skips` and `values`
// (one an example for each) and returns its length; see SparseRows. Both need room for a list of
// all `inputs`. A skip is at most 255; where nothing is active for longer, an input of zeros is
// listed. Stored is std::uint8_t for bytes and the network's precision for all else.
template <typename Element, typename Stored>
std::size_t encode_nonzeros(std::span<const Element* const> group, std::size_t inputs,
                            std::uint8_t* column_deltas, Stored* values);

}  // namespace runner
