#include "network/tile_pass.hpp"

#include "data/tiles.hpp"

namespace runner {

template <typename Real>
TilePass<Real>::TilePass(const NetworkShape& shape)
    : memory_((shape.inputs + 4 * shape.hidden_units + 2 * shape.classes) * tile_examples),
      shape_(shape) {
  labels_.reserve(tile_examples);
}

template <typename Real>
void TilePass<Real>::resize(arma::uword examples) {
  examples_ = examples;
  Real* next = memory_.data();
  const auto view = [&](Mat& matrix, arma::uword rows) {
    // A matrix over foreign memory cannot be assigned another one; it is made anew in its place.
    std::destroy_at(&matrix);
    std::construct_at(&matrix, next, rows, examples, false, true);
    next += rows * tile_examples;
  };
  view(X_, active_.n_elem);
  for (Mat* matrix : {&Z1_, &A1_, &dA1_, &dZ1_}) view(*matrix, shape_.hidden_units);
  for (Mat* matrix : {&A2_, &dZ2_}) view(*matrix, shape_.classes);
}

template <typename Real>
LossSums TilePass<Real>::forward(const TwoLayerNetwork<Real>& network,
                                 const InputProducts<Real>& products, const Examples& source,
                                 std::span<const std::uint32_t> rows) {
  find_active_inputs(source, rows, active_);
  resize(rows.size());
  labels_.clear();
  for (const auto row : rows) labels_.push_back(source.labels[row]);
  read_tile(source, rows, active_, X_);
  const auto& parameters = network.parameters;
  products.forward(X_, active_, Z1_);
  Z1_.each_col() += parameters.b1;
  network.activate(Z1_, A1_);
  A2_ = parameters.W2 * A1_;
  A2_.each_col() += parameters.b2;
  return softmax_cross_entropy<Real>(A2_, labels_);
}

template <typename Real>
void TilePass<Real>::backward(const TwoLayerNetwork<Real>& network,
                              const InputProducts<Real>& products, Parameters<Real>& sum) {
  dZ2_ = A2_;  // dZ2 = A2 - Y
  for (arma::uword i = 0; i < examples_; ++i) dZ2_.at(labels_[i], i) -= 1;
  dA1_ = network.parameters.W2.t() * dZ2_;
  network.activate_back(Z1_, A1_, dA1_, dZ1_);
  sum.W2 += dZ2_ * A1_.t();
  sum.b2 += arma::sum(dZ2_, 1);
  products.backward(dZ1_, X_, active_, sum.W1);
  sum.b1 += arma::sum(dZ1_, 1);
}

template class TilePass<float>;
template class TilePass<double>;

}  // namespace runner
