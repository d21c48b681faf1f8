// Between Armadillo's vectors and those that know neither it nor a fixed precision.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <runner/armadillo.hpp>

#include "base/named_array.hpp"
#include "training/real_vector.hpp"

namespace runner {

template <typename Real>
RealVector to_real_vector(const arma::Col<Real>& column) {
  return std::vector<Real>(column.begin(), column.end());
}

// Whether the vector has this precision and length.
template <typename Real>
bool fits(const RealVector& vector, std::size_t length) {
  const auto* values = std::get_if<std::vector<Real>>(&vector);
  return values != nullptr && values->size() == length;
}

// Requires: the vector has the column's precision and length.
template <typename Real>
void assign(arma::Col<Real>& column, const RealVector& vector) {
  const auto& values = std::get<std::vector<Real>>(vector);
  std::copy(values.begin(), values.end(), column.begin());
}

// A matrix, or a column as one of n x 1.
template <typename Real>
NamedArray matrix_array(std::string name, const arma::Mat<Real>& matrix) {
  return {std::move(name),
          {matrix.n_rows, matrix.n_cols},
          std::vector<Real>(matrix.begin(), matrix.end())};
}

}  // namespace runner
