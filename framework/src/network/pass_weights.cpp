#include "network/pass_weights.hpp"

#include <algorithm>

#include "kernels/packed_weights.hpp"

namespace runner {
namespace {

template <typename Real>
PackedWeights<Real> allocate_packed(const NetworkShape& shape) {
  const auto elements = packed_size<Real>(shape.hidden_units, shape.inputs);
  auto memory = hwy::AllocateAligned<Real>(elements);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

// folded = factor column; bias -= offset folded
template <typename Real>
void fold_column(const Real* __restrict column, arma::uword units, double factor, double offset,
                 Real* __restrict folded, double* __restrict bias) {
  for (arma::uword unit = 0; unit < units; ++unit) {
    folded[unit] = static_cast<Real>(static_cast<double>(column[unit]) * factor);
    bias[unit] -= static_cast<double>(folded[unit]) * offset;
  }
}

// column = factor (column - offset db1)
template <typename Real>
void unfold_gradient(Real* __restrict column, arma::uword units, double factor, double offset,
                     const Real* __restrict db1) {
  for (arma::uword unit = 0; unit < units; ++unit) {
    const double sum = static_cast<double>(column[unit]) - static_cast<double>(db1[unit]) * offset;
    column[unit] = static_cast<Real>(sum * factor);
  }
}

}  // namespace

template <typename Real>
PassWeights<Real>::PassWeights(const NetworkShape& shape) : W1(allocate_packed<Real>(shape)) {}

template <typename Real>
void PassWeights<Real>::assign(const TwoLayerNetwork<Real>& network) {
  const auto& parameters = network.parameters;
  if (network.inputs().standardization() != nullptr) {
    assign_standardized(parameters, network.inputs());
  } else {
    pack_weights(parameters.W1.memptr(), parameters.W1.n_rows, parameters.W1.n_cols,
                 static_cast<Real>(1 / network.inputs().scale()), W1.get());
    b1 = parameters.b1;
  }
  W2_transposed = parameters.W2.t();
}

// W1 diag(f), and b1 - (W1 diag(f)) c of the weights as rounded, so that their rounding does not
// cancel.
template <typename Real>
void PassWeights<Real>::assign_standardized(const Parameters<Real>& parameters,
                                            const InputTransform& inputs) {
  folded_W1_.set_size(parameters.W1.n_rows, parameters.W1.n_cols);
  arma::vec bias = arma::conv_to<arma::vec>::from(parameters.b1);
  for (arma::uword input = 0; input < folded_W1_.n_cols; ++input) {
    fold_column(parameters.W1.colptr(input), bias.n_elem, inputs.factors()[input],
                inputs.offsets()[input], folded_W1_.colptr(input), bias.memptr());
  }
  pack_weights(folded_W1_.memptr(), folded_W1_.n_rows, folded_W1_.n_cols, Real(1), W1.get());
  b1 = arma::conv_to<arma::Col<Real>>::from(bias);
}

template <typename Real>
GradientSums<Real>::GradientSums(const NetworkShape& shape)
    : W1(allocate_packed<Real>(shape)),
      b1(shape.hidden_units),
      W2(shape.classes, shape.hidden_units),
      b2(shape.classes),
      shape_(shape),
      packed_size_(packed_size<Real>(shape.hidden_units, shape.inputs)) {}

template <typename Real>
void GradientSums<Real>::zero() {
  std::fill_n(W1.get(), packed_size_, Real(0));
  b1.zeros();
  W2.zeros();
  b2.zeros();
}

template <typename Real>
void GradientSums<Real>::add(const GradientSums& other) {
  std::transform(W1.get(), W1.get() + packed_size_, other.W1.get(), W1.get(), std::plus<>());
  b1 += other.b1;
  W2 += other.W2;
  b2 += other.b2;
}

template <typename Real>
void GradientSums<Real>::write_mean(double examples, const InputTransform& inputs,
                                    Parameters<Real>& gradient) const {
  const auto factor = static_cast<Real>(1 / examples);
  if (inputs.standardization() != nullptr) {
    write_standardized_W1(examples, inputs, gradient.W1);
  } else {
    unpack_weights(W1.get(), shape_.hidden_units, shape_.inputs,
                   static_cast<Real>(1 / (inputs.scale() * examples)), gradient.W1.memptr());
  }
  gradient.b1 = factor * b1;
  gradient.W2 = factor * W2;
  gradient.b2 = factor * b2;
}

// (dW1 - db1 c^T) diag(f) / examples, of sums with respect to stored values. What cancels for
// inputs that are constant is exactly 0.
template <typename Real>
void GradientSums<Real>::write_standardized_W1(double examples, const InputTransform& inputs,
                                               arma::Mat<Real>& gradient) const {
  const auto& constant = inputs.standardization()->constant;
  unpack_weights(W1.get(), shape_.hidden_units, shape_.inputs, Real(1), gradient.memptr());
  for (arma::uword input = 0; input < gradient.n_cols; ++input) {
    unfold_gradient(gradient.colptr(input), gradient.n_rows,
                    constant[input] ? 0 : inputs.factors()[input] / examples,
                    inputs.offsets()[input], b1.memptr());
  }
}

template struct PassWeights<float>;
template struct PassWeights<double>;
template class GradientSums<float>;
template class GradientSums<double>;

}  // namespace runner
