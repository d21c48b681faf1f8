#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "data/sparse_examples.hpp"
#include "network/loss_sums.hpp"
#include "network/pass_weights.hpp"

namespace runner {

// Computes the forward and the backward pass of a tile while it is in the cache. Its memory is
// reused from tile to tile. In all matrices an example is a row of Armadillo's and a unit or class
// a column, which is contiguous: to the kernels each is a row-major matrix with a row for each
// unit. Rows behind the tile's last example are padding.
// Thread safety: one object a thread.
template <typename Real>
class TileWorkspace {
 public:
  explicit TileWorkspace(const NetworkShape& shape);

  // Computes the tile's probabilities, for predicted(), confidence() and backward().
  // Returns the sums over its examples.
  LossSums forward(const TwoLayerNetwork<Real>& network, const PassWeights<Real>& weights,
                   const Tile<Real>& tile);

  // Adds the gradients of the tile's summed loss to `sums`.
  // Requires: the last forward() had the same arguments.
  void backward(const TwoLayerNetwork<Real>& network, const PassWeights<Real>& weights,
                const Tile<Real>& tile, GradientSums<Real>& sums);

  // Raises each hidden unit's element of `slopes` to the size of its largest derivative g'(Z1) on
  // the tile's examples; NaN counts as infinite.
  // Requires: the last forward() had the same network and tile.
  void raise_slopes(const TwoLayerNetwork<Real>& network, const Tile<Real>& tile,
                    std::span<double> slopes);

  // The class with the largest probability for example `example` of the tile, of equals the first.
  std::uint32_t predicted(std::size_t example) const {
    return static_cast<std::uint32_t>(predicted_[example]);
  }
  // The probability of predicted(example).
  double confidence(std::size_t example) const { return probability(example, predicted(example)); }
  double probability(std::size_t example, std::size_t class_index) const {
    return static_cast<double>(A2_.at(example, class_index));
  }

 private:
  using Mat = arma::Mat<Real>;

  // Makes the matrices views of `ld` rows in memory_.
  void resize(std::size_t ld);
  // Zeros the rows from `examples` on.
  void clear_padding(Mat& matrix, std::size_t examples) const;

  NetworkShape shape_;
  std::vector<Real> memory_;
  std::vector<Real> ones_;   // the input whose weight is a bias
  std::vector<Real> zeros_;  // a bias of zero
  std::size_t ld_ = 0;
  Mat Z1_;  // ld x H, as the next three
  Mat A1_;
  Mat dA1_;
  Mat dZ1_;
  Mat A2_;  // ld x C, as the next one; holds Z2 until softmax
  Mat dZ2_;
  std::vector<Real> label_Z2_;  // Z2 of each example's label
  std::vector<Real> max_logit_;
  std::vector<Real> predicted_;
  std::vector<Real> log_sum_;
};

}  // namespace runner
