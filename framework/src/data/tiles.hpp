#pragma once

#include <cstdint>
#include <span>

#include <runner/dataset.hpp>

namespace runner {

// The inputs (rows of source.values, ascending) that are not zero in every example of `rows`; for
// data that are no bytes, all of them. Of MNIST's pixels it is about 60 in 100: the others add
// nothing to any product and are left out of the tile.
void find_active_inputs(const Examples& source, std::span<const std::uint32_t> rows,
                        arma::uvec& active);

// Converts the active inputs of the examples of `rows` to Real, one example a column of X
// (active.n_elem x rows.size()), as they are stored: not divided by the data's scale.
template <typename Real>
void read_tile(const Examples& source, std::span<const std::uint32_t> rows,
               const arma::uvec& active, arma::Mat<Real>& X);

}  // namespace runner
