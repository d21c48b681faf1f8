// Images whose rows and columns were exchanged when they were stored, as EMNIST's were.
#pragma once

#include <algorithm>
#include <cstdint>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <runner/dataset.hpp>

namespace runner {

inline InputShape transposed(const InputShape& shape) {
  return {shape.columns, shape.rows, shape.channels};
}

// Exchanges the rows and columns of every image, in place; the channels of a pixel stay together.
// Requires: examples of `stored`, the shape before.
// Returns: the shape after.
inline InputShape transpose_images(Examples& examples, const InputShape& stored) {
  const auto transpose = [&](auto& values) {
    using Value = typename std::decay_t<decltype(values)>::elem_type;
    std::vector<Value> image(stored.inputs());
    for (std::uint64_t i = 0; i < values.n_cols; ++i) {
      Value* to = values.colptr(i);
      std::copy_n(to, image.size(), image.begin());
      for (std::uint64_t column = 0; column < stored.columns; ++column) {
        for (std::uint64_t row = 0; row < stored.rows; ++row) {
          const std::uint64_t from = (row * stored.columns + column) * stored.channels;
          to = std::copy_n(image.data() + from, stored.channels, to);
        }
      }
    }
  };
  std::visit(transpose, examples.values);
  return transposed(stored);
}

}  // namespace runner
