// Softmax over a tile of examples; see line_products.hpp for what a line is.
#pragma once

#include <cstddef>

namespace runner {

// What is known of each example after softmax, a line each.
template <typename Real>
struct SoftmaxRows {
  Real* largest;    // of Z
  Real* predicted;  // the class with the largest Z, the first of equals
  Real* log_sum;    // of the sum of exp(Z - largest); NaN when Z holds a NaN or an infinity
};

// Z (`classes` lines of `width` numbers) becomes exp(Z - largest) / sum, which cannot overflow.
template <typename Real>
void softmax_rows(Real* Z, std::size_t classes, std::size_t ld, const SoftmaxRows<Real>& left);

}  // namespace runner
