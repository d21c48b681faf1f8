#pragma once

#include <cstddef>

namespace runner {

// One element an example each.
template <typename Real>
struct SoftmaxStatistics {
  Real* max_logit;  // the largest element of the example's column of Z
  Real* predicted;  // the class that has it; of equals the first
  Real* log_sum;  // log(sum over classes of exp(Z - max_logit)); NaN if Z has a NaN or an infinity
};

// Replaces each column of Z by its softmax, exp(Z - max_logit) / sum of exp(Z - max_logit), which
// cannot overflow. Z is `classes` x `ld`, row-major, with an example a column; see
// dense_products.hpp. Writes `ld` elements of each of the statistics, so that an example's
// cross-entropy is log_sum - (Z(label) - max_logit).
template <typename Real>
void softmax_rows(Real* Z, std::size_t classes, std::size_t ld,
                  const SoftmaxStatistics<Real>& statistics);

}  // namespace runner
