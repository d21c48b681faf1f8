#pragma once

#include <cstdint>
#include <span>
#include <variant>
#include <vector>

#include <runner/dataset.hpp>

#include "kernels/line_products.hpp"

namespace runner {

// Examples in a tile, but for a last, smaller one.
inline constexpr std::size_t tile_examples = 64;

// A few examples as the kernels want them: for each input that is not zero in all of them, a line
// with its value in each example, as it is stored (not divided by the data's scale). Of MNIST's
// pixels about 60 in 100 are active in a tile; the others add nothing to any product.
template <typename Real>
struct Tile {
  std::vector<std::uint32_t> inputs;  // the active ones, ascending
  // A line of `width` values for each active input; zero behind the last example.
  std::variant<std::vector<std::uint8_t>, std::vector<Real>> values;
  std::vector<std::uint32_t> labels;  // one an example
  std::size_t width = 0;              // the number of examples, rounded up to width_step

  std::size_t examples() const { return labels.size(); }

  // Calls function(Lines<std::uint8_t>) or function(Lines<Real>).
  template <typename Function>
  void with_lines(Function function) const {
    std::visit(
        [&](const auto& lines) {
          using Stored = typename std::decay_t<decltype(lines)>::value_type;
          function(Lines<Stored>{lines.data(), inputs.data(), inputs.size(), width});
        },
        values);
  }
};

// Packs the columns `rows` of source.values, at most tile_examples of them. Uses the tile's memory
// again.
template <typename Real>
void pack_tile(const Examples& source, std::span<const std::uint32_t> rows, Tile<Real>& tile);

// A set of examples, cut into tiles.
template <typename Real>
class ExampleTiles {
 public:
  // The columns `rows` of source.values; both must outlive this.
  ExampleTiles(const Examples& source, std::span<const std::uint32_t> rows)
      : source_(&source), rows_(rows) {}

  // Packs all tiles now, for those that are visited many times. Bytes are put into another order
  // first, by label and then by the distance from the first to the last input that is not zero:
  // what is alike shares a tile, and of MNIST's inputs 48 in 100 are active instead of 62. Sums
  // over the set do not depend on the order but for their rounding.
  void keep();

  std::size_t examples() const { return rows_.size(); }
  std::size_t count() const { return (rows_.size() + tile_examples - 1) / tile_examples; }

  // The tile; `scratch` is where it is packed when it was not kept. Only tiles that were not kept
  // have the order of the rows.
  const Tile<Real>& at(std::size_t index, Tile<Real>& scratch) const;

 private:
  const Examples* source_;
  std::span<const std::uint32_t> rows_;
  std::vector<Tile<Real>> kept_;
};

}  // namespace runner
