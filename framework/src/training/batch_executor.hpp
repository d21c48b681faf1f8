#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "network/tile_workspace.hpp"
#include "training/prediction.hpp"
#include "training/thread_pool.hpp"

namespace runner {

// Into how many chunks a batch is cut, whose gradients are summed separately.
constexpr std::size_t gradient_chunks(std::size_t examples) {
  constexpr std::size_t max_chunks = 16;
  return std::min((examples + tile_examples - 1) / tile_examples, max_chunks);
}

// Runs sets of examples through a network on several threads. The tiles are cut into at most 16
// chunks, which depend on their number alone; each chunk sums in the order of its tiles, and the
// chunks' sums are added in their order. So the results are the same bits for any number of
// threads.
template <typename Real>
class BatchExecutor {
 public:
  BatchExecutor(const NetworkShape& shape, ThreadPool& pool);

  // Loss and accuracy sums.
  LossSums evaluate(const TwoLayerNetwork<Real>& network, const ExampleTiles<Real>& tiles);

  // Also sets `gradient` to the mean over the examples.
  // Requires: there is at least one example.
  LossSums gradient(const TwoLayerNetwork<Real>& network, const ExampleTiles<Real>& tiles,
                    Parameters<Real>& gradient);

  // The largest size of each hidden unit's derivative g'(Z1) on the examples, computed on one
  // thread. Stops as soon as any unit's is at least `enough`; the others may then be too small.
  std::vector<double> max_slopes(const TwoLayerNetwork<Real>& network,
                                 const ExampleTiles<Real>& tiles, double enough);

  // Returns a prediction for each example, in the order of `examples`.
  std::vector<Prediction> predict(const TwoLayerNetwork<Real>& network,
                                  const SparseExamples<Real>& examples);

  // Returns the probability of each class, example by example, in the order of `examples`.
  std::vector<double> probabilities(const TwoLayerNetwork<Real>& network,
                                    const SparseExamples<Real>& examples);

 private:
  // The memory of one thread.
  struct Worker {
    explicit Worker(const NetworkShape& shape) : workspace(shape) {}
    TileWorkspace<Real> workspace;
    Tile<Real> tile;
  };
  // A tile after its forward().
  struct Visited {
    TileWorkspace<Real>& workspace;
    const Tile<Real>& tile;
    std::size_t chunk;
    bool begins_chunk;
    std::size_t first;  // position of its first example in the set
  };

  LossSums each_tile(const TwoLayerNetwork<Real>& network, const ExampleTiles<Real>& tiles,
                     const std::function<void(const Visited&)>& visit);

  NetworkShape shape_;
  ThreadPool& pool_;
  std::vector<std::unique_ptr<Worker>> workers_;
  PassWeights<Real> weights_;
  std::vector<GradientSums<Real>> sums_;  // one a chunk; made when first needed
  std::vector<LossSums> losses_;          // one a chunk
};

}  // namespace runner
