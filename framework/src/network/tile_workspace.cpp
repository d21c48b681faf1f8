#include "network/tile_workspace.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

#include "kernels/dense_products.hpp"
#include "kernels/softmax.hpp"
#include "kernels/sparse_products.hpp"

namespace runner {
namespace {

// The matrix, column-major with an example a row, as a row-major one with an example a column.
template <typename Real>
MatrixView<Real> view_of(const arma::Mat<Real>& matrix) {
  return {matrix.memptr(), matrix.n_cols, matrix.n_rows};
}

}  // namespace

template <typename Real>
TileWorkspace<Real>::TileWorkspace(const NetworkShape& shape)
    : shape_(shape),
      memory_((4 * shape.hidden_units + 2 * shape.classes) * tile_examples),
      ones_(tile_examples, Real(1)),
      zeros_(shape.hidden_units, Real(0)),
      label_Z2_(tile_examples),
      max_logit_(tile_examples),
      predicted_(tile_examples),
      log_sum_(tile_examples) {}

template <typename Real>
void TileWorkspace<Real>::resize(std::size_t ld) {
  if (ld == ld_) return;
  ld_ = ld;
  Real* next = memory_.data();
  const auto view = [&](Mat& matrix, arma::uword columns) {
    // Assigning to a matrix over foreign memory copies values, so it is constructed again.
    std::destroy_at(&matrix);
    std::construct_at(&matrix, next, ld, columns, false, true);
    next += columns * tile_examples;
  };
  for (Mat* matrix : {&Z1_, &A1_, &dA1_, &dZ1_}) view(*matrix, shape_.hidden_units);
  for (Mat* matrix : {&A2_, &dZ2_}) view(*matrix, shape_.classes);
}

template <typename Real>
void TileWorkspace<Real>::clear_padding(Mat& matrix, std::size_t examples) const {
  for (arma::uword column = 0; column < matrix.n_cols; ++column) {
    std::fill(matrix.colptr(column) + examples, matrix.colptr(column) + ld_, Real(0));
  }
}

template <typename Real>
LossSums TileWorkspace<Real>::forward(const TwoLayerNetwork<Real>& network,
                                      const PassWeights<Real>& weights, const Tile<Real>& tile) {
  resize(tile.ld);
  const auto& parameters = network.parameters;
  tile.with_rows([&](const auto& x) {
    sparse_forward(x, weights.W1.get(), weights.b1.memptr(), shape_.hidden_units, shape_.inputs,
                   Z1_.memptr(), ld_);
  });
  network.activate(Z1_, A1_);
  gemm_bias(view_of(A1_), parameters.W2.memptr(), parameters.b2.memptr(), shape_.classes,
            A2_.memptr());
  for (std::size_t i = 0; i < tile.examples(); ++i) label_Z2_[i] = A2_.at(i, tile.labels[i]);
  softmax_rows(A2_.memptr(), shape_.classes, ld_,
               SoftmaxStatistics<Real>{max_logit_.data(), predicted_.data(), log_sum_.data()});
  LossSums sums;
  sums.examples = tile.examples();
  for (std::size_t i = 0; i < tile.examples(); ++i) {
    sums.loss += static_cast<double>(log_sum_[i] - (label_Z2_[i] - max_logit_[i]));
    if (predicted(i) == tile.labels[i]) ++sums.correct;
  }
  return sums;
}

template <typename Real>
void TileWorkspace<Real>::backward(const TwoLayerNetwork<Real>& network,
                                   const PassWeights<Real>& weights, const Tile<Real>& tile,
                                   GradientSums<Real>& sums) {
  const std::size_t hidden_units = shape_.hidden_units;
  const MatrixView<Real> bias_input{ones_.data(), 1, ld_};
  dZ2_ = A2_;  // dZ2 = A2 - Y
  for (std::size_t i = 0; i < tile.examples(); ++i) dZ2_.at(i, tile.labels[i]) -= 1;
  clear_padding(dZ2_, tile.examples());
  gemm_weight_gradient(view_of(A1_), dZ2_.memptr(), shape_.classes, sums.W2.memptr());
  gemm_weight_gradient(bias_input, dZ2_.memptr(), shape_.classes, sums.b2.memptr());
  gemm_bias(view_of(dZ2_), weights.W2_transposed.memptr(), zeros_.data(), hidden_units,
            dA1_.memptr());
  network.activate_back(Z1_, A1_, dA1_, dZ1_);
  clear_padding(dZ1_, tile.examples());
  tile.with_rows([&](const auto& x) {
    sparse_weight_gradient(x, dZ1_.memptr(), ld_, hidden_units, shape_.inputs, sums.W1.get());
  });
  gemm_weight_gradient(bias_input, dZ1_.memptr(), hidden_units, sums.b1.memptr());
}

template <typename Real>
void TileWorkspace<Real>::raise_slopes(const TwoLayerNetwork<Real>& network, const Tile<Real>& tile,
                                       std::span<double> slopes) {
  dA1_.ones();
  network.activate_back(Z1_, A1_, dA1_, dZ1_);  // g'(Z1)
  for (arma::uword unit = 0; unit < dZ1_.n_cols; ++unit) {
    for (arma::uword i = 0; i < tile.examples(); ++i) {
      const auto slope = std::abs(static_cast<double>(dZ1_.at(i, unit)));
      slopes[unit] = std::isnan(slope) ? std::numeric_limits<double>::infinity()
                                       : std::max(slopes[unit], slope);
    }
  }
}

template class TileWorkspace<float>;
template class TileWorkspace<double>;

}  // namespace runner
