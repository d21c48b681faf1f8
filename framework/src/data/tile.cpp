#include "data/tile.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <iterator>
#include <utility>

#include "kernels/transpose_bytes.hpp"

namespace runner {
namespace {

// The vector of `Stored` in the tile, which keeps its memory if it is there already.
template <typename Stored, typename Real>
std::vector<Stored>& lines_of(Tile<Real>& tile) {
  if (!std::holds_alternative<std::vector<Stored>>(tile.values)) {
    tile.values.template emplace<std::vector<Stored>>();
  }
  return std::get<std::vector<Stored>>(tile.values);
}

template <typename Real>
void transpose(const arma::Mat<std::uint8_t>& values, std::span<const std::uint32_t> rows,
               std::size_t width, std::vector<std::uint8_t>& lines) {
  std::array<const std::uint8_t*, tile_examples> examples{};
  for (std::size_t i = 0; i < rows.size(); ++i) examples[i] = values.colptr(rows[i]);
  transpose_bytes(examples.data(), rows.size(), values.n_rows, width, lines.data());
}

template <typename Real, typename Element>
void transpose(const arma::Mat<Element>& values, std::span<const std::uint32_t> rows,
               std::size_t width, std::vector<Real>& lines) {
  std::fill(lines.begin(), lines.end(), Real(0));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Element* example = values.colptr(rows[i]);
    for (arma::uword input = 0; input < values.n_rows; ++input) {
      lines[input * width + i] = static_cast<Real>(example[input]);
    }
  }
}

// Without a way out in the middle, so that the compiler makes vectors of it.
template <typename Stored>
bool is_zero(const Stored* line, std::size_t width) {
  bool any = false;
  for (std::size_t i = 0; i < width; ++i) any |= line[i] != 0;
  return !any;
}

bool is_zero(const std::uint8_t* line, std::size_t width) {
  std::uint64_t any = 0;
  for (std::size_t i = 0; i < width; i += sizeof any) {  // width_step is a multiple
    std::uint64_t eight = 0;
    std::memcpy(&eight, line + i, sizeof eight);
    any |= eight;
  }
  return any == 0;
}

// Moves the lines that hold anything to the front, and notes their inputs.
template <typename Stored>
void keep_active(std::size_t inputs, std::size_t width, std::vector<Stored>& lines,
                 std::vector<std::uint32_t>& active) {
  active.clear();
  for (std::size_t input = 0; input < inputs; ++input) {
    const Stored* line = lines.data() + input * width;
    if (is_zero(line, width)) continue;
    std::copy(line, line + width, lines.data() + active.size() * width);
    active.push_back(static_cast<std::uint32_t>(input));
  }
  lines.resize(active.size() * width);
}

// From the first to the last input that is not zero.
std::size_t span_of(const std::uint8_t* example, std::size_t inputs) {
  const auto ink = [](std::uint8_t value) { return value != 0; };
  const auto* const first = std::find_if(example, example + inputs, ink);
  const auto last =
      std::find_if(std::reverse_iterator(example + inputs), std::reverse_iterator(first), ink);
  return static_cast<std::size_t>(last.base() - first);
}

// The rows in the order of keep().
std::vector<std::uint32_t> alike_together(const Examples& source,
                                          std::span<const std::uint32_t> rows) {
  std::vector<std::uint32_t> order(rows.begin(), rows.end());
  const auto* bytes = std::get_if<arma::Mat<std::uint8_t>>(&source.values);
  if (bytes == nullptr) return order;
  std::vector<std::size_t> spans(source.count());
  for (const auto row : rows) spans[row] = span_of(bytes->colptr(row), bytes->n_rows);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::pair(source.labels[a], spans[a]) < std::pair(source.labels[b], spans[b]);
  });
  return order;
}

}  // namespace

template <typename Real>
void pack_tile(const Examples& source, std::span<const std::uint32_t> rows, Tile<Real>& tile) {
  tile.width = (rows.size() + width_step - 1) / width_step * width_step;
  tile.labels.clear();
  for (const auto row : rows) tile.labels.push_back(source.labels[row]);
  std::visit(
      [&](const auto& values) {
        using Element = typename std::decay_t<decltype(values)>::elem_type;
        using Stored = std::conditional_t<std::is_same_v<Element, std::uint8_t>, Element, Real>;
        auto& lines = lines_of<Stored>(tile);
        lines.resize(values.n_rows * tile.width);
        transpose<Real>(values, rows, tile.width, lines);
        keep_active(values.n_rows, tile.width, lines, tile.inputs);
      },
      source.values);
}

template <typename Real>
void ExampleTiles<Real>::keep() {
  const auto order = alike_together(*source_, rows_);
  const ExampleTiles ordered(*source_, order);
  Tile<Real> scratch;
  std::vector<Tile<Real>> tiles;
  tiles.reserve(count());
  for (std::size_t i = 0; i < count(); ++i) {
    tiles.push_back(ordered.at(i, scratch));  // a copy takes the memory that it needs
  }
  kept_ = std::move(tiles);
}

template <typename Real>
const Tile<Real>& ExampleTiles<Real>::at(std::size_t index, Tile<Real>& scratch) const {
  if (!kept_.empty()) return kept_[index];
  const std::size_t first = index * tile_examples;
  pack_tile(*source_, rows_.subspan(first, std::min(tile_examples, rows_.size() - first)), scratch);
  return scratch;
}

template void pack_tile(const Examples&, std::span<const std::uint32_t>, Tile<float>&);
template void pack_tile(const Examples&, std::span<const std::uint32_t>, Tile<double>&);
template class ExampleTiles<float>;
template class ExampleTiles<double>;

}  // namespace runner
