#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace runner {

struct Examples;

// Orders examples so that neighbours are nonzero in many of the same inputs, and a block of
// SparseRows has few entries.
//
// Examples of bytes are sorted by label. The examples of a label are bisected recursively: a pivot
// is the input that is nonzero in about half of them, and an example's score says how much its
// nonzeros go with the pivot's; the lower half of the scores comes first. Parts of at most 64
// examples are sorted by the distance from their first to their last nonzero. Of MNIST's inputs 28
// % then have an entry in a block of four, instead of 39 % without it. Examples that are not bytes
// keep their order.
//
// Returns a permutation of `rows`, which are columns of source.values. Equal examples keep their
// order, so that the result is deterministic.
std::vector<std::uint32_t> similarity_order(const Examples& source,
                                            std::span<const std::uint32_t> rows);

}  // namespace runner
