#pragma once

#include <cstdint>
#include <vector>

#include "data/sparse_examples.hpp"
#include "network/loss_sums.hpp"
#include "network/pass_weights.hpp"

namespace runner {

// Takes a tile of examples through the network and back in one visit, while it is in the cache.
// Holds the memory of one thread, reused from tile to tile. In all matrices an example is a row, so
// that a unit or class is a contiguous line; rows behind the tile's last example are padding.
template <typename Real>
class TileWorkspace {
 public:
  explicit TileWorkspace(const NetworkShape& shape);

  // The probabilities stay for predicted(), confidence() and backward().
  LossSums forward(const TwoLayerNetwork<Real>& network, const PassWeights<Real>& weights,
                   const Tile<Real>& tile);

  // Adds the gradients of the last forward()'s summed loss to `sums`. `tile` as in forward().
  void backward(const TwoLayerNetwork<Real>& network, const PassWeights<Real>& weights,
                const Tile<Real>& tile, GradientSums<Real>& sums);

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
  void resize(std::size_t ld);
  void clear_padding(Mat& matrix, std::size_t examples) const;

  NetworkShape shape_;
  std::vector<Real> memory_;
  std::vector<Real> ones_;   // a line of the input whose weight is a bias
  std::vector<Real> zeros_;  // no bias
  std::size_t ld_ = 0;
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
