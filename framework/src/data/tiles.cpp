#include "data/tiles.hpp"

namespace runner {

template <typename Real>
void read_tile(const Examples& source, std::span<const std::uint32_t> rows, arma::Mat<Real>& X) {
  std::visit(
      [&](const auto& values) {
        const arma::uword inputs = values.n_rows;
        for (arma::uword column = 0; column < rows.size(); ++column) {
          const auto* from = values.colptr(rows[column]);
          Real* to = X.colptr(column);
          for (arma::uword i = 0; i < inputs; ++i) to[i] = static_cast<Real>(from[i]);
        }
      },
      source.values);
}

template void read_tile(const Examples&, std::span<const std::uint32_t>, arma::Mat<float>&);
template void read_tile(const Examples&, std::span<const std::uint32_t>, arma::Mat<double>&);

}  // namespace runner
