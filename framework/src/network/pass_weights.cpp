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

}  // namespace

template <typename Real>
PassWeights<Real>::PassWeights(const NetworkShape& shape) : W1(allocate_packed<Real>(shape)) {}

template <typename Real>
void PassWeights<Real>::assign(const TwoLayerNetwork<Real>& network) {
  const auto& parameters = network.parameters;
  pack_weights(parameters.W1.memptr(), parameters.W1.n_rows, parameters.W1.n_cols,
               static_cast<Real>(1 / network.scale()), W1.get());
  W2_transposed = parameters.W2.t();
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
void GradientSums<Real>::write_mean(double examples, double scale,
                                    Parameters<Real>& gradient) const {
  const auto factor = static_cast<Real>(1 / examples);
  unpack_weights(W1.get(), shape_.hidden_units, shape_.inputs,
                 static_cast<Real>(1 / (scale * examples)), gradient.W1.memptr());
  gradient.b1 = factor * b1;
  gradient.W2 = factor * W2;
  gradient.b2 = factor * b2;
}

template struct PassWeights<float>;
template struct PassWeights<double>;
template class GradientSums<float>;
template class GradientSums<double>;

}  // namespace runner
