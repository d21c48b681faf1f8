#include "data/sparse_examples.hpp"

#include <algorithm>
#include <numeric>

#include <runner/dataset.hpp>

#include "data/input_transform.hpp"
#include "data/similarity_order.hpp"
#include "kernels/dense_products.hpp"
#include "kernels/encode_nonzeros.hpp"

namespace runner {

static_assert(tile_examples % max_rows_per_block == 0 && lane_multiple % max_rows_per_block == 0);

template <typename Real>
SparseExamples<Real>::SparseExamples(const Examples& source, std::span<const std::uint32_t> rows,
                                     RowOrder order)
    : SparseExamples(source, rows, order, InputTransform(1)) {}

template <typename Real>
SparseExamples<Real>::SparseExamples(const Examples& source, std::span<const std::uint32_t> rows,
                                     RowOrder order, const InputTransform& inputs)
    : rows_per_block_(order == RowOrder::given ? 1 : max_rows_per_block) {
  std::vector<std::uint32_t> clustered;
  if (order == RowOrder::clustered) {
    clustered = similarity_order(source, rows);
    rows = clustered;
  }
  for (const auto row : rows) labels_.push_back(source.labels[row]);
  std::visit(
      [&](const auto& values) {
        using Element = typename std::decay_t<decltype(values)>::elem_type;
        if (!inputs.changes_stored_values()) {
          encode<Element>(values.n_rows, rows,
                          [&](std::uint32_t row, std::size_t) { return values.colptr(row); });
          return;
        }
        std::vector<std::vector<Real>> stored(rows_per_block_, std::vector<Real>(values.n_rows));
        encode<Real>(values.n_rows, rows, [&](std::uint32_t row, std::size_t r) {
          inputs.store(std::span<const Element>(values.colptr(row), values.n_rows),
                       stored[r].data());
          return stored[r].data();
        });
      },
      source.values);
}

template <typename Real>
template <typename Element, typename GetExample>
void SparseExamples<Real>::encode(std::size_t inputs, std::span<const std::uint32_t> rows,
                                  GetExample example) {
  using Stored = std::conditional_t<std::is_same_v<Element, std::uint8_t>, Element, Real>;
  const std::vector<Element> empty_row(inputs, Element(0));  // fills up the last block
  std::vector<std::uint8_t> block_deltas(inputs);
  std::vector<Stored> block_values(inputs * rows_per_block_);
  auto& all_values = values_.template emplace<std::vector<Stored>>();
  std::vector<const Element*> block(rows_per_block_);
  for (std::size_t first = 0; first < rows.size(); first += rows_per_block_) {
    for (std::size_t r = 0; r < rows_per_block_; ++r) {
      block[r] = first + r < rows.size() ? example(rows[first + r], r) : empty_row.data();
    }
    const auto entries = static_cast<std::ptrdiff_t>(
        encode_nonzeros<Element, Stored>(block, inputs, block_deltas.data(), block_values.data()));
    column_deltas_.insert(column_deltas_.end(), block_deltas.begin(),
                          block_deltas.begin() + entries);
    all_values.insert(
        all_values.end(), block_values.begin(),
        block_values.begin() + entries * static_cast<std::ptrdiff_t>(rows_per_block_));
    row_end_.push_back(column_deltas_.size());
  }
  column_deltas_.shrink_to_fit();
  all_values.shrink_to_fit();
}

template <typename Real>
void SparseExamples<Real>::fill(Tile<Real>& tile, std::span<const std::uint32_t> positions) const {
  tile.column_deltas = column_deltas_.data();
  tile.values = &values_;
  tile.rows_per_block = rows_per_block_;
  tile.ld = (positions.size() + lane_multiple - 1) / lane_multiple * lane_multiple;
  tile.labels.clear();
  for (const auto position : positions) tile.labels.push_back(labels_[position]);
  tile.row_begin.assign(tile.ld / rows_per_block_, 0);
  tile.row_end.assign(tile.ld / rows_per_block_, 0);
  for (std::size_t i = 0; i < positions.size(); i += rows_per_block_) {
    const std::size_t block = positions[i] / rows_per_block_;
    tile.row_begin[i / rows_per_block_] = block == 0 ? 0 : row_end_[block - 1];
    tile.row_end[i / rows_per_block_] = row_end_[block];
  }
}

template <typename Real>
ExampleTiles<Real>::ExampleTiles(const SparseExamples<Real>& set)
    : set_(&set), all_positions_(set.examples()), positions_(all_positions_) {
  std::iota(all_positions_.begin(), all_positions_.end(), 0U);
}

template <typename Real>
void ExampleTiles<Real>::fill(Tile<Real>& tile, std::size_t index) const {
  const std::size_t first = index * tile_examples;
  set_->fill(tile, positions_.subspan(first, std::min(tile_examples, examples() - first)));
}

template class SparseExamples<float>;
template class SparseExamples<double>;
template class ExampleTiles<float>;
template class ExampleTiles<double>;

}  // namespace runner
