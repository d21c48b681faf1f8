#include "kernels/softmax.hpp"

// What follows the includes is compiled once for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/softmax.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <hwy/contrib/math/math-inl.h>

HWY_BEFORE_NAMESPACE();
namespace runner::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// A NaN or an infinity makes z - z a NaN, which Exp and Max alone would lose.
template <typename Real>
HWY_INLINE void softmax(Real* Z, std::size_t classes, std::size_t ld,
                        const SoftmaxRows<Real>& left) {
  const hn::ScalableTag<Real> d;
  for (std::size_t i = 0; i < ld; i += hn::Lanes(d)) {
    auto largest = hn::LoadU(d, Z + i);
    auto predicted = hn::Zero(d);
    auto sum = hn::Sub(largest, largest);
    for (std::size_t c = 1; c < classes; ++c) {
      const auto z = hn::LoadU(d, Z + c * ld + i);
      const auto larger = hn::Gt(z, largest);
      largest = hn::IfThenElse(larger, z, largest);
      predicted = hn::IfThenElse(larger, hn::Set(d, static_cast<Real>(c)), predicted);
      sum = hn::Add(sum, hn::Sub(z, z));
    }
    for (std::size_t c = 0; c < classes; ++c) {
      const auto e = hn::Exp(d, hn::Sub(hn::LoadU(d, Z + c * ld + i), largest));
      hn::StoreU(e, d, Z + c * ld + i);
      sum = hn::Add(sum, e);
    }
    for (std::size_t c = 0; c < classes; ++c) {
      hn::StoreU(hn::Div(hn::LoadU(d, Z + c * ld + i), sum), d, Z + c * ld + i);
    }
    hn::StoreU(largest, d, left.largest + i);
    hn::StoreU(predicted, d, left.predicted + i);
    hn::StoreU(hn::IfThenElse(hn::Eq(sum, sum), hn::Log(d, sum), sum), d, left.log_sum + i);
  }
}

void softmax_float(float* Z, std::size_t classes, std::size_t ld, const SoftmaxRows<float>& left) {
  softmax(Z, classes, ld, left);
}

void softmax_double(double* Z, std::size_t classes, std::size_t ld,
                    const SoftmaxRows<double>& left) {
  softmax(Z, classes, ld, left);
}

}  // namespace runner::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace runner {

HWY_EXPORT(softmax_float);
HWY_EXPORT(softmax_double);

template <>
void softmax_rows(float* Z, std::size_t classes, std::size_t ld, const SoftmaxRows<float>& left) {
  HWY_DYNAMIC_DISPATCH(softmax_float)(Z, classes, ld, left);
}

template <>
void softmax_rows(double* Z, std::size_t classes, std::size_t ld, const SoftmaxRows<double>& left) {
  HWY_DYNAMIC_DISPATCH(softmax_double)(Z, classes, ld, left);
}

}  // namespace runner
#endif
