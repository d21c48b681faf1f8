#include "kernels/encode_nonzeros.hpp"

#include <algorithm>

#include "kernels/sparse_rows.hpp"

namespace runner {
namespace {

// Whether any row has a nonzero in the `count` columns from `first`. Without an early exit, so that
// the compiler vectorizes the loop.
template <typename Element, std::size_t Rows>
bool any_nonzero(std::span<const Element* const, Rows> rows, std::size_t first, std::size_t count) {
  bool any = false;
  for (const Element* row : rows) {
    for (std::size_t i = 0; i < count; ++i) any |= row[first + i] != 0;
  }
  return any;
}

// Branch-free compaction: always store the entry, advance only if it has a nonzero. A misprediction
// costs more than the extra store.
template <typename Element, typename Stored, std::size_t Rows>
std::size_t encode_block(std::span<const Element* const, Rows> rows, std::size_t columns,
                         std::uint8_t* column_deltas, Stored* values) {
  constexpr std::size_t max_delta = 255;
  constexpr std::size_t step = 16;
  std::size_t entries = 0;
  std::size_t last = 0;  // column of the last entry
  for (std::size_t first = 0; first < columns; first += step) {
    const std::size_t count = std::min(step, columns - first);
    if (!any_nonzero(rows, first, count)) continue;
    // Zero entries up to `first` at most, until every column of this step is within max_delta.
    while (first + count - 1 - last > max_delta) {
      const std::size_t delta = std::min(max_delta, first - last);
      column_deltas[entries] = static_cast<std::uint8_t>(delta);
      std::fill_n(values + entries * rows.size(), rows.size(), Stored(0));
      last += delta;
      ++entries;
    }
    for (std::size_t column = first; column < first + count; ++column) {
      bool nonzero = false;
      for (std::size_t r = 0; r < rows.size(); ++r) {
        const Element value = rows[r][column];
        values[entries * rows.size() + r] = static_cast<Stored>(value);
        nonzero |= value != 0;
      }
      column_deltas[entries] = static_cast<std::uint8_t>(column - last);
      entries += std::size_t{nonzero};
      last = nonzero ? column : last;
    }
  }
  return entries;
}

}  // namespace

template <typename Element, typename Stored>
std::size_t encode_nonzeros(std::span<const Element* const> rows, std::size_t columns,
                            std::uint8_t* column_deltas, Stored* values) {
  if (rows.size() == 1)
    return encode_block(rows.template first<1>(), columns, column_deltas, values);
  return encode_block(rows.template first<max_rows_per_block>(), columns, column_deltas, values);
}

#define RUNNER_ENCODE_NONZEROS(Element, Stored)                                      \
  template std::size_t encode_nonzeros(std::span<const Element* const>, std::size_t, \
                                       std::uint8_t*, Stored*);
RUNNER_ENCODE_NONZEROS(std::uint8_t, std::uint8_t)
RUNNER_ENCODE_NONZEROS(float, float)
RUNNER_ENCODE_NONZEROS(float, double)
RUNNER_ENCODE_NONZEROS(double, float)
RUNNER_ENCODE_NONZEROS(double, double)
#undef RUNNER_ENCODE_NONZEROS

}  // namespace runner
