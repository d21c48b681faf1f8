// Sparse examples in blocks of rows that share one list of columns, delta-encoded.
#pragma once

#include <cstddef>
#include <cstdint>

namespace runner {

// A block holds one row or this many. Four rows share each load of the weights, and their sums
// still fit into registers; see unit_blocks-inl.hpp.
inline constexpr std::size_t max_rows_per_block = 4;

// A view of a matrix with a row for each example and a column for each input, of which only
// nonzeros are stored: block compressed sparse rows (BCSR) with blocks of rows_per_block x 1.
//
// A block of rows has an entry for each column in which any of its rows is nonzero, in ascending
// order. An entry is a column, stored as the distance from the entry before it, and the values of
// all rows of the block in that column, zeros included. Consecutive rows form a block.
template <typename Stored>
struct SparseRows {
  // One an entry: its column minus the column of the block's previous entry; for the first entry,
  // its column.
  const std::uint8_t* column_deltas = nullptr;
  const Stored* values = nullptr;            // rows_per_block an entry
  const std::uint64_t* row_begin = nullptr;  // one a block: its first entry
  const std::uint64_t* row_end = nullptr;    // one a block: behind its last entry
  std::size_t row_blocks = 0;
  std::size_t rows_per_block = 0;  // 1 or max_rows_per_block
};

}  // namespace runner
