#include "kernels/packed_weights.hpp"

#include <algorithm>

// Everything below is compiled once for each instruction set; see Highway's foreach_target.h.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/packed_weights.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "kernels/unit_blocks-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace runner::HWY_NAMESPACE {

template <typename Real>
HWY_INLINE void pack(const Real* W, std::size_t units, std::size_t inputs, Real factor,
                     Real* packed) {
  for_each_unit_block<Real>(units, [&](const UnitBlock& block) {
    const std::size_t stride = block.vectors * hn::Lanes(Tag<Real>());
    for (std::size_t k = 0; k < inputs; ++k, packed += stride) {
      const Real* from = W + k * units + block.first;
      std::transform(from, from + block.units, packed, [&](Real w) { return factor * w; });
      std::fill(packed + block.units, packed + stride, Real(0));
    }
  });
}

template <typename Real>
HWY_INLINE void unpack(const Real* packed, std::size_t units, std::size_t inputs, Real factor,
                       Real* W) {
  for_each_unit_block<Real>(units, [&](const UnitBlock& block) {
    const std::size_t stride = block.vectors * hn::Lanes(Tag<Real>());
    for (std::size_t k = 0; k < inputs; ++k, packed += stride) {
      std::transform(packed, packed + block.units, W + k * units + block.first,
                     [&](Real w) { return factor * w; });
    }
  });
}

// Highway dispatches to functions, not to templates.
#define RUNNER_WEIGHTS(Real)                                                                 \
  std::size_t packed_size_##Real(std::size_t units, std::size_t inputs) {                    \
    return packed_elements<Real>(units, inputs);                                             \
  }                                                                                          \
  void pack_##Real(const Real* W, std::size_t units, std::size_t inputs, Real factor,        \
                   Real* packed) {                                                           \
    pack(W, units, inputs, factor, packed);                                                  \
  }                                                                                          \
  void unpack_##Real(const Real* packed, std::size_t units, std::size_t inputs, Real factor, \
                     Real* W) {                                                              \
    unpack(packed, units, inputs, factor, W);                                                \
  }
RUNNER_WEIGHTS(float)
RUNNER_WEIGHTS(double)
#undef RUNNER_WEIGHTS

}  // namespace runner::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace runner {

#define RUNNER_WEIGHTS(Real)                                                                  \
  HWY_EXPORT(packed_size_##Real);                                                             \
  HWY_EXPORT(pack_##Real);                                                                    \
  HWY_EXPORT(unpack_##Real);                                                                  \
  template <>                                                                                 \
  std::size_t packed_size<Real>(std::size_t units, std::size_t inputs) {                      \
    return HWY_DYNAMIC_DISPATCH(packed_size_##Real)(units, inputs);                           \
  }                                                                                           \
  template <>                                                                                 \
  void pack_weights(const Real* W, std::size_t units, std::size_t inputs, Real factor,        \
                    Real* packed) {                                                           \
    HWY_DYNAMIC_DISPATCH(pack_##Real)(W, units, inputs, factor, packed);                      \
  }                                                                                           \
  template <>                                                                                 \
  void unpack_weights(const Real* packed, std::size_t units, std::size_t inputs, Real factor, \
                      Real* W) {                                                              \
    HWY_DYNAMIC_DISPATCH(unpack_##Real)(packed, units, inputs, factor, W);                    \
  }
RUNNER_WEIGHTS(float)
RUNNER_WEIGHTS(double)
#undef RUNNER_WEIGHTS

}  // namespace runner
#endif
