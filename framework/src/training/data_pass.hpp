#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "network/tile_pass.hpp"
#include "training/worker_team.hpp"

namespace runner {

struct Prediction {
  std::uint32_t predicted = 0;  // class
  double confidence = 0;        // its probability
};

// Takes sets of examples through a network on several threads. The examples are cut into at most 16
// chunks of whole tiles, by their number alone; each chunk sums in the order of its examples, and
// the sums are added in the order of the chunks. The results are the same bits for any number of
// threads.
template <typename Real>
class DataPass {
 public:
  DataPass(const NetworkShape& shape, double scale, WorkerTeam& team);

  // Loss and accuracy sums over the columns `rows` of source.values.
  LossSums evaluate(const TwoLayerNetwork<Real>& network, const Examples& source,
                    std::span<const std::uint32_t> rows);

  // Also fills `gradient` with the mean over the examples, which must be at least one.
  LossSums gradient(const TwoLayerNetwork<Real>& network, const Examples& source,
                    std::span<const std::uint32_t> rows, Parameters<Real>& gradient);

  // The class with the largest probability of each example, and that probability.
  std::vector<Prediction> predict(const TwoLayerNetwork<Real>& network, const Examples& source,
                                  std::span<const std::uint32_t> rows);

 private:
  static constexpr std::size_t most_chunks = 16;

  // Calls visit(tile, chunk, first) with the pass of each tile, after its forward(); `first` is the
  // position of the tile's first example in rows.
  using Visit = std::function<void(TilePass<Real>& tile, std::size_t chunk, std::size_t first)>;
  LossSums each_tile(const TwoLayerNetwork<Real>& network, const Examples& source,
                     std::span<const std::uint32_t> rows, const Visit& visit);

  NetworkShape shape_;
  WorkerTeam& team_;
  InputProducts<Real> products_;
  std::vector<std::unique_ptr<TilePass<Real>>> tiles_;      // one a worker
  std::vector<std::unique_ptr<Parameters<Real>>> partial_;  // one a chunk, made when first needed
};

}  // namespace runner
