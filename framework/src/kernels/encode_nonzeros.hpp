#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace runner {

// Encodes one block of SparseRows: `rows` points to its rows, 1 or max_rows_per_block of them, each
// of `columns` values. Writes the entries to column_deltas (one an entry) and `values`
// (rows.size() an entry). A column more than 255 after the previous entry is reached by way of
// entries whose values are all zero.
// Returns the number of entries, at most `columns`.
// Requires: room for `columns` entries. Stored is std::uint8_t if Element is, and otherwise the
// network's precision.
template <typename Element, typename Stored>
std::size_t encode_nonzeros(std::span<const Element* const> rows, std::size_t columns,
                            std::uint8_t* column_deltas, Stored* values);

}  // namespace runner
