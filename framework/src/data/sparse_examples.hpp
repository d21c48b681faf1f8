#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <variant>
#include <vector>

#include "kernels/sparse_rows.hpp"

namespace runner {

struct Examples;
class InputTransform;

// Examples in a tile; the last tile of a set may have fewer.
inline constexpr std::size_t tile_examples = 64;

// Values as stored, not yet divided by the data's scale: bytes if the data are bytes, otherwise the
// network's precision, as are all values if the InputTransform changes some.
template <typename Real>
using StoredValues = std::variant<std::vector<std::uint8_t>, std::vector<Real>>;

// A few examples on their way through the network: a view of their rows in SparseExamples, and
// their labels. Fields are those of SparseRows.
template <typename Real>
struct Tile {
  const std::uint8_t* column_deltas = nullptr;
  const StoredValues<Real>* values = nullptr;
  std::size_t rows_per_block = 1;
  std::vector<std::uint64_t> row_begin;
  std::vector<std::uint64_t> row_end;
  std::vector<std::uint32_t> labels;  // one an example
  // Leading dimension of the tile's matrices: its number of examples, rounded up to lane_multiple.
  // The rows behind the last example are empty.
  std::size_t ld = 0;

  std::size_t examples() const { return labels.size(); }

  // Calls function(SparseRows<std::uint8_t>) or function(SparseRows<Real>), with all `ld` rows.
  template <typename Function>
  void with_rows(Function function) const {
    std::visit(
        [&](const auto& stored) {
          using Stored = typename std::decay_t<decltype(stored)>::value_type;
          function(SparseRows<Stored>{column_deltas, stored.data(), row_begin.data(),
                                      row_end.data(), row_begin.size(), rows_per_block});
        },
        *values);
  }
};

enum class RowOrder {
  given,  // the order of `rows`; blocks of one row, so that batches can pick single examples
  // similarity_order(); blocks of max_rows_per_block rows. Sums over the whole set differ from
  // those of `given` in their rounding alone.
  clustered,
};

// The nonzeros of a set of examples: 19 % of MNIST's pixels, and no product needs the others.
template <typename Real>
class SparseExamples {
 public:
  // Encodes the columns `rows` of source.values, as they are or as `inputs` stores them. None of
  // the arguments is needed afterwards.
  SparseExamples(const Examples& source, std::span<const std::uint32_t> rows, RowOrder order);
  SparseExamples(const Examples& source, std::span<const std::uint32_t> rows, RowOrder order,
                 const InputTransform& inputs);

  std::size_t examples() const { return labels_.size(); }

  // Makes `tile` a view of the examples at `positions`, at most tile_examples of them. A position
  // is an example's place in this set's order, from 0. The set must outlive the tile's use.
  // Requires, with RowOrder::clustered: consecutive positions from a multiple of
  // max_rows_per_block.
  void fill(Tile<Real>& tile, std::span<const std::uint32_t> positions) const;

 private:
  // `example(row, r)` returns the values of a row, as row r of a block.
  template <typename Element, typename GetExample>
  void encode(std::size_t inputs, std::span<const std::uint32_t> rows, GetExample example);

  std::size_t rows_per_block_ = 1;
  std::vector<std::uint8_t> column_deltas_;  // of all blocks, one after the other
  StoredValues<Real> values_;
  std::vector<std::uint64_t> row_end_;  // one a block, which begins at the previous one's end
  std::vector<std::uint32_t> labels_;
};

// A set of encoded examples, or a batch of them, cut into tiles. The set must outlive it.
template <typename Real>
class ExampleTiles {
 public:
  // All examples, in the set's order.
  explicit ExampleTiles(const SparseExamples<Real>& set);
  // The examples at `positions`, which must outlive this object. Requires: RowOrder::given.
  ExampleTiles(const SparseExamples<Real>& set, std::span<const std::uint32_t> positions)
      : set_(&set), positions_(positions) {}

  std::size_t examples() const { return positions_.size(); }
  std::size_t count() const { return (examples() + tile_examples - 1) / tile_examples; }

  // Makes `tile` the one number `index`, below count().
  void fill(Tile<Real>& tile, std::size_t index) const;

 private:
  const SparseExamples<Real>* set_;
  std::vector<std::uint32_t> all_positions_;
  std::span<const std::uint32_t> positions_;
};

}  // namespace runner
