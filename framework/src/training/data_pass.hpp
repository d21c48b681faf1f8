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

// Takes sets of examples through a network on several threads. The tiles are dealt out to at most
// 16 chunks, by their number alone; each chunk sums in the order of its tiles, and the sums are
// added in the order of the chunks. The results are the same bits for any number of threads.
template <typename Real>
class DataPass {
 public:
  DataPass(const NetworkShape& shape, WorkerTeam& team);

  // Loss and accuracy sums.
  LossSums evaluate(const TwoLayerNetwork<Real>& network, const ExampleTiles<Real>& tiles);

  // Also fills `gradient` with the mean over the examples, which must be at least one.
  LossSums gradient(const TwoLayerNetwork<Real>& network, const ExampleTiles<Real>& tiles,
                    Parameters<Real>& gradient);

  // The class with the largest probability of each example, and that probability, in the order of
  // the lists.
  std::vector<Prediction> predict(const TwoLayerNetwork<Real>& network,
                                  const ExampleLists<Real>& examples);

 private:
  static constexpr std::size_t most_chunks = 16;

  // What a thread works with.
  struct Worker {
    explicit Worker(const NetworkShape& shape) : pass(shape) {}
    TilePass<Real> pass;
    Tile<Real> tile;
  };
  // A tile after its forward().
  struct Visited {
    TilePass<Real>& pass;
    const Tile<Real>& tile;
    std::size_t chunk;
    bool begins_chunk;
    std::size_t first;  // position of its first example in the set
  };

  LossSums each_tile(const TwoLayerNetwork<Real>& network, const ExampleTiles<Real>& tiles,
                     const std::function<void(const Visited&)>& visit);

  NetworkShape shape_;
  WorkerTeam& team_;
  std::vector<std::unique_ptr<Worker>> workers_;
  PassWeights<Real> weights_;
  std::vector<GradientSums<Real>> sums_;  // one a chunk; made when first needed
  std::vector<LossSums> losses_;          // one a chunk
};

}  // namespace runner
