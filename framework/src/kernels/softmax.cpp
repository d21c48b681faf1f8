#include "kernels/softmax.hpp"

// Everything below is compiled once for each instruction set; see Highway's foreach_target.h.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/softmax.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <hwy/contrib/math/math-inl.h>

HWY_BEFORE_NAMESPACE();
namespace runner::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// Adds z - z to the sum for every logit z: it is NaN for a NaN or an infinity, which comparisons
// and Exp alone would lose, and otherwise 0.
template <typename Real>
HWY_INLINE void softmax(Real* Z, std::size_t classes, std::size_t ld,
                        const SoftmaxStatistics<Real>& statistics) {
  const hn::ScalableTag<Real> d;
  for (std::size_t i = 0; i < ld; i += hn::Lanes(d)) {
    auto max_logit = hn::LoadU(d, Z + i);
    auto predicted = hn::Zero(d);
    auto sum = hn::Sub(max_logit, max_logit);
    for (std::size_t c = 1; c < classes; ++c) {
      const auto z = hn::LoadU(d, Z + c * ld + i);
      const auto larger = hn::Gt(z, max_logit);
      max_logit = hn::IfThenElse(larger, z, max_logit);
      predicted = hn::IfThenElse(larger, hn::Set(d, static_cast<Real>(c)), predicted);
      sum = hn::Add(sum, hn::Sub(z, z));
    }
    for (std::size_t c = 0; c < classes; ++c) {
      const auto e = hn::Exp(d, hn::Sub(hn::LoadU(d, Z + c * ld + i), max_logit));
      hn::StoreU(e, d, Z + c * ld + i);
      sum = hn::Add(sum, e);
    }
    for (std::size_t c = 0; c < classes; ++c) {
      hn::StoreU(hn::Div(hn::LoadU(d, Z + c * ld + i), sum), d, Z + c * ld + i);
    }
    hn::StoreU(max_logit, d, statistics.max_logit + i);
    hn::StoreU(predicted, d, statistics.predicted + i);
    hn::StoreU(hn::IfThenElse(hn::Eq(sum, sum), hn::Log(d, sum), sum), d, statistics.log_sum + i);
  }
}

void softmax_float(float* Z, std::size_t classes, std::size_t ld,
                   const SoftmaxStatistics<float>& statistics) {
  softmax(Z, classes, ld, statistics);
}

void softmax_double(double* Z, std::size_t classes, std::size_t ld,
                    const SoftmaxStatistics<double>& statistics) {
  softmax(Z, classes, ld, statistics);
}

}  // namespace runner::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace runner {

HWY_EXPORT(softmax_float);
HWY_EXPORT(softmax_double);

template <>
void softmax_rows(float* Z, std::size_t classes, std::size_t ld,
                  const SoftmaxStatistics<float>& statistics) {
  HWY_DYNAMIC_DISPATCH(softmax_float)(Z, classes, ld, statistics);
}

template <>
void softmax_rows(double* Z, std::size_t classes, std::size_t ld,
                  const SoftmaxStatistics<double>& statistics) {
  HWY_DYNAMIC_DISPATCH(softmax_double)(Z, classes, ld, statistics);
}

}  // namespace runner
#endif
