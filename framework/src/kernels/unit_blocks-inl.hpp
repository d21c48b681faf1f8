// How the units of a layer lie along vectors. Included once for each instruction set; see Highway's
// foreach_target.h.
#if defined(RUNNER_UNIT_BLOCKS_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef RUNNER_UNIT_BLOCKS_INL_HPP
#undef RUNNER_UNIT_BLOCKS_INL_HPP
#else
#define RUNNER_UNIT_BLOCKS_INL_HPP
#endif

#include <algorithm>
#include <cstddef>

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace runner::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

template <typename Real>
using Tag = hn::ScalableTag<Real>;

template <typename Real>
using Vector = hn::Vec<Tag<Real>>;

// Four examples by three vectors of sums, three of weights and one value are the sixteen registers
// of AVX2.
constexpr std::size_t max_vectors = 3;

// Units that are worked on together: those from `first`, in `vectors` vectors.
struct Block {
  std::size_t first;
  std::size_t units;
  std::size_t vectors;
};

// Calls function(Block) for blocks of about the same size, as few as there can be.
template <typename Real, typename Function>
HWY_INLINE void each_block(std::size_t units, Function function) {
  const std::size_t lanes = hn::Lanes(Tag<Real>());
  const std::size_t vectors = (units + lanes - 1) / lanes;
  const std::size_t blocks = (vectors + max_vectors - 1) / max_vectors;
  for (std::size_t i = 0; i < blocks; ++i) {
    const std::size_t begin = i * vectors / blocks;
    const std::size_t end = (i + 1) * vectors / blocks;
    const std::size_t first = begin * lanes;
    function(Block{first, std::min(units, end * lanes) - first, end - begin});
  }
}

template <typename Real>
HWY_INLINE std::size_t block_size(std::size_t units, std::size_t inputs) {
  const std::size_t lanes = hn::Lanes(Tag<Real>());
  return (units + lanes - 1) / lanes * lanes * inputs;
}

}  // namespace runner::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
