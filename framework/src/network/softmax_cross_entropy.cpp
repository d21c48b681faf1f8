#include "network/softmax_cross_entropy.hpp"

#include <algorithm>
#include <cmath>

namespace runner {
namespace {

// Turns z into exp(z - max) and returns their sum.
template <typename Real>
Real exponentials(std::span<Real> z, Real max) {
  Real sum = 0;
  for (Real& value : z) {
    value = std::exp(value - max);
    sum += value;
  }
  return sum;
}

template <typename Real>
std::span<Real> column(arma::Mat<Real>& matrix, arma::uword index) {
  return {matrix.colptr(index), matrix.n_rows};
}

}  // namespace

template <typename Real>
void softmax(arma::Mat<Real>& Z2) {
  for (arma::uword i = 0; i < Z2.n_cols; ++i) {
    const auto z = column(Z2, i);
    const Real sum = exponentials(z, *std::max_element(z.begin(), z.end()));
    for (Real& value : z) value /= sum;
  }
}

template <typename Real>
LossSums softmax_cross_entropy(arma::Mat<Real>& Z2, std::span<const std::uint32_t> labels) {
  LossSums sums;
  sums.examples = Z2.n_cols;
  for (arma::uword i = 0; i < Z2.n_cols; ++i) {
    const auto z = column(Z2, i);
    const auto largest = std::max_element(z.begin(), z.end());
    if (largest - z.begin() == static_cast<std::ptrdiff_t>(labels[i])) ++sums.correct;
    const Real max = *largest;
    const Real at_label = z[labels[i]] - max;
    const Real sum = exponentials(z, max);
    sums.loss += static_cast<double>(std::log(sum) - at_label);
    for (Real& value : z) value /= sum;
  }
  return sums;
}

template void softmax(arma::Mat<float>&);
template void softmax(arma::Mat<double>&);
template LossSums softmax_cross_entropy(arma::Mat<float>&, std::span<const std::uint32_t>);
template LossSums softmax_cross_entropy(arma::Mat<double>&, std::span<const std::uint32_t>);

}  // namespace runner
