#pragma once

#include <cstdint>
#include <span>
#include <variant>
#include <vector>

#include <runner/dataset.hpp>

#include "kernels/dense_products.hpp"
#include "kernels/sparse_products.hpp"

namespace runner {

// Examples in a tile, but for a last, smaller one.
inline constexpr std::size_t tile_examples = 64;

// Values as they are stored, not divided by the data's scale: bytes, or else the network's
// precision.
template <typename Real>
using StoredValues = std::variant<std::vector<std::uint8_t>, std::vector<Real>>;

// A few examples on their way through the network: where their lists are, and their labels.
template <typename Real>
struct Tile {
  const std::uint8_t* column_deltas = nullptr;
  const StoredValues<Real>* values = nullptr;
  std::size_t rows_per_block = 1;
  std::vector<std::uint64_t> row_begin;  // see SparseRows
  std::vector<std::uint64_t> row_end;
  std::vector<std::uint32_t> labels;  // one an example
  std::size_t ld = 0;  // the number of examples, rounded up to lane_multiple; all groups together

  std::size_t examples() const { return labels.size(); }

  // Calls function(SparseRows<std::uint8_t>) or function(SparseRows<Real>).
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

// In which order examples are listed.
enum class RowOrder {
  given,  // each by itself, in the order of the rows
  // In groups of four neighbours in similarity_order(). Sums over the set do not depend on the
  // order but for their rounding.
  clustered,
};

// The active inputs of a set of examples: 19 in 100 of MNIST's pixels are not zero, and the others
// add nothing to any product. Groups of four take fewer steps than four examples one by one, but
// only single examples can be dealt out into batches.
template <typename Real>
class SparseExamples {
 public:
  // Lists the columns `rows` of source.values. `source` is not needed afterwards.
  SparseExamples(const Examples& source, std::span<const std::uint32_t> rows, RowOrder order);

  std::size_t examples() const { return labels_.size(); }

  // Makes a tile of some examples, by their positions among `rows`: at most tile_examples. The
  // lists outlive the tile. In groups of four, positions are of the lists' own order, consecutive,
  // and begin at a multiple of four.
  void fill(Tile<Real>& tile, std::span<const std::uint32_t> positions) const;

 private:
  template <typename Element>
  void list(const arma::Mat<Element>& values, std::span<const std::uint32_t> rows);

  std::size_t group_examples_;
  std::vector<std::uint8_t> column_deltas_;
  StoredValues<Real> values_;
  std::vector<std::uint64_t> row_end_;  // one a group; a list begins where the one before it ends
  std::vector<std::uint32_t> labels_;
};

// A set of listed examples, or a batch of them, cut into tiles. The lists outlive it.
template <typename Real>
class ExampleTiles {
 public:
  // All examples, in the order of the lists.
  explicit ExampleTiles(const SparseExamples<Real>& lists);
  // The examples at these positions, of lists in the given order.
  ExampleTiles(const SparseExamples<Real>& lists, std::span<const std::uint32_t> positions)
      : lists_(&lists), positions_(positions) {}

  std::size_t examples() const { return positions_.size(); }
  std::size_t count() const { return (examples() + tile_examples - 1) / tile_examples; }

  // Makes the tile in `tile`.
  void fill(Tile<Real>& tile, std::size_t index) const;

 private:
  const SparseExamples<Real>* lists_;
  std::vector<std::uint32_t> all_;
  std::span<const std::uint32_t> positions_;
};

}  // namespace runner
