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
  const std::size_t others = std::min(tiles.count(), most_chunks) - 1;  // the first needs no copy
  while (partial_.size() < others) {
    partial_.push_back(std::make_unique<Parameters<Real>>(shape_));
  }
  gradient.values.zeros();
  for (std::size_t i = 0; i < others; ++i) partial_[i]->values.zeros();
  const PassWeights<Real> weights(network);
  const LossSums sums = each_tile(network, weights, tiles, [&](const Visited& visited) {
    visited.pass.backward(network, weights, visited.tile,
                          visited.chunk == 0 ? gradient : *partial_[visited.chunk - 1]);
  });
  for (std::size_t i = 0; i < others; ++i) gradient.values += partial_[i]->values;
  const auto examples = static_cast<double>(sums.examples);
  gradient.W1 *= static_cast<Real>(1 / (network.scale() * examples));
  for (auto* rest : {&gradient.b1, &gradient.b2}) *rest *= static_cast<Real>(1 / examples);
  gradient.W2 *= static_cast<Real>(1 / examples);
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
