#pragma once

#include <cstdint>
#include <vector>

#include "data/tile.hpp"
#include "network/loss_sums.hpp"
#include "network/two_layer_network.hpp"

namespace runner {

// The network's weights as a pass over tiles wants them.
template <typename Real>
struct PassWeights {
  arma::Mat<Real> W1;             // divided by the data's scale, in the place of every value: H x p
  arma::Mat<Real> W2_transposed;  // H x C

  explicit PassWeights(const TwoLayerNetwork<Real>& network)
      : W1(network.parameters.W1 / static_cast<Real>(network.scale())),
        W2_transposed(network.parameters.W2.t()) {}
};

// Takes a tile of examples through the network and back in one visit, while it is in the cache.
// Holds the memory of one thread, reused from tile to tile. In all matrices an example is a row, so
// that a unit or class is a contiguous line; rows behind the tile's last example are padding.
template <typename Real>
class TilePass {
 public:
  explicit TilePass(const NetworkShape& shape);

  // The probabilities stay for predicted(), confidence() and backward().
  LossSums forward(const TwoLayerNetwork<Real>& network, const PassWeights<Real>& weights,
                   const Tile<Real>& tile);

  // Adds the gradients of the last forward()'s summed loss to `sum`; that of W1 is still to be
  // divided by the data's scale. `tile` as in forward().
  void backward(const TwoLayerNetwork<Real>& network, const PassWeights<Real>& weights,
                const Tile<Real>& tile, Parameters<Real>& sum);

  // The class with the largest probability of the tile's example, the first of equals.
  std::uint32_t predicted(std::size_t example) const {
    return static_cast<std::uint32_t>(predicted_[example]);
  }
  // Its probability.
  double confidence(std::size_t example) const {
    return static_cast<double>(A2_.at(example, predicted(example)));
  }

 private:
  using Mat = arma::Mat<Real>;

  // Makes the matrices views of `width` rows in the memory below.
  void resize(std::size_t width);
  void clear_padding(Mat& matrix, std::size_t examples) const;

  NetworkShape shape_;
  std::vector<Real> memory_;
  std::vector<std::uint32_t> order_;  // 0, 1, 2, ...: the columns of W2 and of its transpose
  std::vector<Real> ones_;            // a line of the input whose weight is a bias
  std::vector<Real> zeros_;           // no bias
  std::size_t width_ = 0;
  Mat Z1_;  // width x H
  Mat A1_;
  Mat dA1_;
  Mat dZ1_;
  Mat A2_;  // width x C
  Mat dZ2_;
  std::vector<Real> label_Z2_;  // Z2 of each example's label
  std::vector<Real> largest_;
  std::vector<Real> predicted_;
  std::vector<Real> log_sum_;
};

}  // namespace runner
