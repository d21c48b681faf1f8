#pragma once

#include <cstdint>
#include <span>

#include <runner/dataset.hpp>

namespace runner {

// Converts the examples of `rows` to Real, one a column of X (p x rows.size()), as they are stored:
// not divided by the data's scale.
template <typename Real>
void read_tile(const Examples& source, std::span<const std::uint32_t> rows, arma::Mat<Real>& X);

}  // namespace runner
