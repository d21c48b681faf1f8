#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <type_traits>

namespace runner {

// Whether no value of a range of floats or doubles is a NaN or an infinity. It does not return
// early, so that the compiler makes vectors of it; a wide layer's gradient is looked at after every
// batch.
template <typename Values>
bool all_finite(const Values& values) {
  using Real = std::decay_t<decltype(*values.begin())>;
  using Flag = std::conditional_t<sizeof(Real) == 4, std::int32_t, std::int64_t>;
  Flag wrong = 0;
  for (const Real value : values) {
    wrong |= std::abs(value) <= std::numeric_limits<Real>::max() ? Flag{0} : Flag{1};
  }
  return wrong == 0;
}

}  // namespace runner
