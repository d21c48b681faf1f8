// How the units of a layer are laid out along vectors. Included once for each instruction set; see
// Highway's foreach_target.h.
#if defined(RUNNER_UNIT_BLOCKS_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef RUNNER_UNIT_BLOCKS_INL_HPP
#undef RUNNER_UNIT_BLOCKS_INL_HPP
#else
#define RUNNER_UNIT_BLOCKS_INL_HPP
#endif

#include <algorithm>
#include <cstddef>

#include <hwy/highway.h>

#include "kernels/sparse_rows.hpp"

HWY_BEFORE_NAMESPACE();
namespace runner::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

template <typename Real>
using Tag = hn::ScalableTag<Real>;

template <typename Real>
using Vector = hn::Vec<Tag<Real>>;

// Vectors of units in a block. For a block of rows that is max_rows_per_block x max_vectors sums,
// max_vectors of weights and one value: as many registers as AVX2 has.
constexpr std::size_t max_vectors = 3;
static_assert(max_rows_per_block * max_vectors + max_vectors + 1 <= 16);

// Units that are computed together: `units` from `first`, in `vectors` vectors.
struct UnitBlock {
  std::size_t first;
  std::size_t units;
  std::size_t vectors;
};

// Calls function(UnitBlock) for the fewest blocks possible, of about the same size.
template <typename Real, typename Function>
HWY_INLINE void for_each_unit_block(std::size_t units, Function function) {
  const std::size_t lanes = hn::Lanes(Tag<Real>());
  const std::size_t vectors = (units + lanes - 1) / lanes;
  const std::size_t blocks = (vectors + max_vectors - 1) / max_vectors;
  for (std::size_t i = 0; i < blocks; ++i) {
    const std::size_t begin = i * vectors / blocks;
    const std::size_t end = (i + 1) * vectors / blocks;
    const std::size_t first = begin * lanes;
    function(UnitBlock{first, std::min(units, end * lanes) - first, end - begin});
  }
}

// Elements of packed weights; for one block if `units` are those of a block.
template <typename Real>
HWY_INLINE std::size_t packed_elements(std::size_t units, std::size_t inputs) {
  const std::size_t lanes = hn::Lanes(Tag<Real>());
  return (units + lanes - 1) / lanes * lanes * inputs;
}

}  // namespace runner::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
