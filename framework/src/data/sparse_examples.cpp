#include "data/sparse_examples.hpp"

#include <algorithm>
#include <numeric>

#include "data/similarity_order.hpp"
#include "kernels/encode_nonzeros.hpp"

namespace runner {

template <typename Real>
SparseExamples<Real>::SparseExamples(const Examples& source, std::span<const std::uint32_t> rows,
                                     RowOrder order)
    : group_examples_(order == RowOrder::given ? 1 : 4) {
  std::vector<std::uint32_t> alike;
  if (order == RowOrder::clustered) {
    alike = similarity_order(source, rows);
    rows = alike;
  }
  for (const auto row : rows) labels_.push_back(source.labels[row]);
  std::visit([&](const auto& values) { list(values, rows); }, source.values);
}

// Lists are made in a group's room and then appended.
template <typename Real>
template <typename Element>
void SparseExamples<Real>::list(const arma::Mat<Element>& values,
                                std::span<const std::uint32_t> rows) {
  using Stored = std::conditional_t<std::is_same_v<Element, std::uint8_t>, Element, Real>;
  const std::size_t inputs = values.n_rows;
  const std::vector<Element> nothing(inputs, Element(0));  // in the places behind the last example
  std::vector<std::uint8_t> column_deltas(inputs);
  std::vector<Stored> found(inputs * group_examples_);
  auto& all = values_.template emplace<std::vector<Stored>>();
  std::vector<const Element*> group(group_examples_);
  for (std::size_t first = 0; first < rows.size(); first += group_examples_) {
    for (std::size_t e = 0; e < group_examples_; ++e) {
      const bool there = first + e < rows.size();
      group[e] = there ? values.colptr(rows[first + e]) : nothing.data();
    }
    const auto length = static_cast<std::ptrdiff_t>(
        encode_nonzeros<Element, Stored>(group, inputs, column_deltas.data(), found.data()));
    column_deltas_.insert(column_deltas_.end(), column_deltas.begin(),
                          column_deltas.begin() + length);
    all.insert(all.end(), found.begin(),
               found.begin() + length * static_cast<std::ptrdiff_t>(group_examples_));
    row_end_.push_back(column_deltas_.size());
  }
  column_deltas_.shrink_to_fit();
  all.shrink_to_fit();
}

template <typename Real>
void SparseExamples<Real>::fill(Tile<Real>& tile, std::span<const std::uint32_t> positions) const {
  tile.column_deltas = column_deltas_.data();
  tile.values = &values_;
  tile.rows_per_block = group_examples_;
  tile.ld = (positions.size() + lane_multiple - 1) / lane_multiple * lane_multiple;
  tile.labels.clear();
  for (const auto position : positions) tile.labels.push_back(labels_[position]);
  tile.row_begin.assign(tile.ld / group_examples_, 0);  // empty lists behind the last example
  tile.row_end.assign(tile.ld / group_examples_, 0);
  for (std::size_t i = 0; i < positions.size(); i += group_examples_) {
    const std::size_t group = positions[i] / group_examples_;
    tile.row_begin[i / group_examples_] = group == 0 ? 0 : row_end_[group - 1];
    tile.row_end[i / group_examples_] = row_end_[group];
  }
}

template <typename Real>
ExampleTiles<Real>::ExampleTiles(const SparseExamples<Real>& lists)
    : lists_(&lists), all_(lists.examples()), positions_(all_) {
  std::iota(all_.begin(), all_.end(), 0U);
}

template <typename Real>
void ExampleTiles<Real>::fill(Tile<Real>& tile, std::size_t index) const {
  const std::size_t first = index * tile_examples;
  lists_->fill(tile, positions_.subspan(first, std::min(tile_examples, examples() - first)));
}

template class SparseExamples<float>;
template class SparseExamples<double>;
template class ExampleTiles<float>;
template class ExampleTiles<double>;

}  // namespace runner
