#include "training/data_pass.hpp"

#include <algorithm>

namespace runner {

template <typename Real>
DataPass<Real>::DataPass(const NetworkShape& shape, WorkerTeam& team) : shape_(shape), team_(team) {
  for (unsigned worker = 0; worker < team.threads(); ++worker) {
    workers_.push_back(std::make_unique<Worker>(shape));
  }
}

template <typename Real>
LossSums DataPass<Real>::each_tile(const TwoLayerNetwork<Real>& network,
                                   const PassWeights<Real>& weights,
                                   const ExampleTiles<Real>& tiles,
                                   const std::function<void(const Visited&)>& visit) {
  const std::size_t count = tiles.count();
  const std::size_t chunks = std::min(count, most_chunks);
  std::vector<LossSums> sums(chunks);
  team_.run(chunks, [&](std::size_t chunk, unsigned thread) {
    Worker& worker = *workers_[thread];
    for (std::size_t i = chunk * count / chunks; i < (chunk + 1) * count / chunks; ++i) {
      const Tile<Real>& tile = tiles.at(i, worker.scratch);
      sums[chunk].add(worker.pass.forward(network, weights, tile));
      visit({worker.pass, tile, chunk, i * tile_examples});
    }
  });
  LossSums total;
  for (const auto& chunk_sums : sums) total.add(chunk_sums);
  return total;
}

template <typename Real>
LossSums DataPass<Real>::evaluate(const TwoLayerNetwork<Real>& network,
                                  const ExampleTiles<Real>& tiles) {
  return each_tile(network, PassWeights<Real>(network), tiles, [](const Visited&) {});
}

template <typename Real>
LossSums DataPass<Real>::gradient(const TwoLayerNetwork<Real>& network,
                                  const ExampleTiles<Real>& tiles, Parameters<Real>& gradient) {
  const std::size_t chunks = std::min(tiles.count(), most_chunks);
  while (partial_.size() < chunks) {
    partial_.push_back(std::make_unique<Parameters<Real>>(shape_));
  }
  for (std::size_t chunk = 0; chunk < chunks; ++chunk) partial_[chunk]->values.zeros();
  const PassWeights<Real> weights(network);
  const LossSums sums = each_tile(network, weights, tiles, [&](const Visited& visited) {
    visited.pass.backward(network, weights, visited.tile, *partial_[visited.chunk]);
  });
  gradient.values = partial_[0]->values;
  for (std::size_t chunk = 1; chunk < chunks; ++chunk) gradient.values += partial_[chunk]->values;
  gradient.W1 /= static_cast<Real>(network.scale());
  gradient.values /= static_cast<Real>(sums.examples);
  return sums;
}

template <typename Real>
std::vector<Prediction> DataPass<Real>::predict(const TwoLayerNetwork<Real>& network,
                                                const ExampleTiles<Real>& tiles) {
  std::vector<Prediction> predictions(tiles.examples());
  each_tile(network, PassWeights<Real>(network), tiles, [&](const Visited& visited) {
    for (std::size_t i = 0; i < visited.tile.examples(); ++i) {
      predictions[visited.first + i] = {visited.pass.predicted(i), visited.pass.confidence(i)};
    }
  });
  return predictions;
}

template class DataPass<float>;
template class DataPass<double>;

}  // namespace runner
