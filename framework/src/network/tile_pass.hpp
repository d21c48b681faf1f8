#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "data/split.hpp"
#include "network/input_products.hpp"
#include "network/softmax_cross_entropy.hpp"
#include "network/two_layer_network.hpp"

namespace runner {

// Takes a tile of examples through the network and back in one visit, while they are in the cache.
// Holds the memory of one thread, reused from tile to tile.
template <typename Real>
class TilePass {
 public:
  // Examples in a tile, but for a last, smaller one: 64 of 784 doubles are 400 kB.
  static constexpr std::size_t tile_examples = 64;

  explicit TilePass(const NetworkShape& shape);

  // Forward. `rows` (at most tile_examples) are columns of source.values. The probabilities A2 stay
  // for probabilities() and backward().
  LossSums forward(const TwoLayerNetwork<Real>& network, const InputProducts<Real>& products,
                   const Examples& source, std::span<const std::uint32_t> rows);

  // Adds the gradients of the last forward()'s summed loss to `sum`; W1's is in the units of
  // InputProducts::backward().
  void backward(const TwoLayerNetwork<Real>& network, const InputProducts<Real>& products,
                Parameters<Real>& sum);

  // C x n
  const arma::Mat<Real>& probabilities() const { return A2_; }

 private:
  using Mat = arma::Mat<Real>;

  // Views of n columns in the memory below, X of as many rows as there are active inputs.
  void resize(arma::uword examples);

  arma::uvec active_;  // inputs of this tile that are not all zero
  arma::uword examples_ = 0;
  std::vector<Real> memory_;
  std::vector<std::uint32_t> labels_;
  Mat X_;   // active inputs x n
  Mat Z1_;  // H x n
  Mat A1_;
  Mat dA1_;
  Mat dZ1_;
  Mat A2_;  // C x n
  Mat dZ2_;
  NetworkShape shape_;
};

}  // namespace runner
