#include "data/example_lists.hpp"

#include <algorithm>
#include <numeric>

#include "data/alike_order.hpp"
#include "kernels/list_active.hpp"

namespace runner {

template <typename Real>
ExampleLists<Real>::ExampleLists(const Examples& source, std::span<const std::uint32_t> rows,
                                 ListOrder order)
    : group_examples_(order == ListOrder::given ? 1 : 4) {
  std::vector<std::uint32_t> alike;
  if (order == ListOrder::alike_together) {
    alike = alike_order(source, rows);
    rows = alike;
  }
  for (const auto row : rows) labels_.push_back(source.labels[row]);
  std::visit([&](const auto& values) { list(values, rows); }, source.values);
}

// Lists are made in a group's room and then appended.
template <typename Real>
template <typename Element>
void ExampleLists<Real>::list(const arma::Mat<Element>& values,
                              std::span<const std::uint32_t> rows) {
  using Stored = std::conditional_t<std::is_same_v<Element, std::uint8_t>, Element, Real>;
  const std::size_t inputs = values.n_rows;
  const std::vector<Element> nothing(inputs, Element(0));  // in the places behind the last example
  std::vector<std::uint8_t> skips(inputs);
  std::vector<Stored> found(inputs * group_examples_);
  auto& all = values_.template emplace<std::vector<Stored>>();
  std::vector<const Element*> group(group_examples_);
  for (std::size_t first = 0; first < rows.size(); first += group_examples_) {
    for (std::size_t e = 0; e < group_examples_; ++e) {
      const bool there = first + e < rows.size();
      group[e] = there ? values.colptr(rows[first + e]) : nothing.data();
    }
    const auto length = static_cast<std::ptrdiff_t>(
        list_active<Element, Stored>(group, inputs, skips.data(), found.data()));
    skips_.insert(skips_.end(), skips.begin(), skips.begin() + length);
    all.insert(all.end(), found.begin(),
               found.begin() + length * static_cast<std::ptrdiff_t>(group_examples_));
    ends_.push_back(skips_.size());
  }
  skips_.shrink_to_fit();
  all.shrink_to_fit();
}

template <typename Real>
void ExampleLists<Real>::fill(Tile<Real>& tile, std::span<const std::uint32_t> positions) const {
  tile.skips = skips_.data();
  tile.values = &values_;
  tile.group_examples = group_examples_;
  tile.width = (positions.size() + width_step - 1) / width_step * width_step;
  tile.labels.clear();
  for (const auto position : positions) tile.labels.push_back(labels_[position]);
  tile.begins.assign(tile.width / group_examples_, 0);  // empty lists behind the last example
  tile.ends.assign(tile.width / group_examples_, 0);
  for (std::size_t i = 0; i < positions.size(); i += group_examples_) {
    const std::size_t group = positions[i] / group_examples_;
    tile.begins[i / group_examples_] = group == 0 ? 0 : ends_[group - 1];
    tile.ends[i / group_examples_] = ends_[group];
  }
}

template <typename Real>
ExampleTiles<Real>::ExampleTiles(const ExampleLists<Real>& lists)
    : lists_(&lists), all_(lists.examples()), positions_(all_) {
  std::iota(all_.begin(), all_.end(), 0U);
}

template <typename Real>
void ExampleTiles<Real>::fill(Tile<Real>& tile, std::size_t index) const {
  const std::size_t first = index * tile_examples;
  lists_->fill(tile, positions_.subspan(first, std::min(tile_examples, examples() - first)));
}

template class ExampleLists<float>;
template class ExampleLists<double>;
template class ExampleTiles<float>;
template class ExampleTiles<double>;

}  // namespace runner
