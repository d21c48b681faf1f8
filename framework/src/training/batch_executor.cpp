#include "training/batch_executor.hpp"

#include <algorithm>

namespace runner {

template <typename Real>
BatchExecutor<Real>::BatchExecutor(const NetworkShape& shape, ThreadPool& pool)
    : shape_(shape), pool_(pool), weights_(shape) {
  for (unsigned worker = 0; worker < pool.threads(); ++worker) {
    workers_.push_back(std::make_unique<Worker>(shape));
  }
}

template <typename Real>
LossSums BatchExecutor<Real>::each_tile(const TwoLayerNetwork<Real>& network,
                                        const ExampleTiles<Real>& tiles,
                                        const std::function<void(const Visited&)>& visit) {
  weights_.assign(network);
  const std::size_t count = tiles.count();
  const std::size_t chunks = gradient_chunks(tiles.examples());
  losses_.assign(chunks, {});
  pool_.run(chunks, [&](std::size_t chunk, unsigned thread) {
    Worker& worker = *workers_[thread];
    const std::size_t first = chunk * count / chunks;
    for (std::size_t i = first; i < (chunk + 1) * count / chunks; ++i) {
      tiles.fill(worker.tile, i);
      losses_[chunk].add(worker.workspace.forward(network, weights_, worker.tile));
      visit({worker.workspace, worker.tile, chunk, i == first, i * tile_examples});
    }
  });
  LossSums total;
  for (const auto& loss : losses_) total.add(loss);
  return total;
}

template <typename Real>
LossSums BatchExecutor<Real>::evaluate(const TwoLayerNetwork<Real>& network,
                                       const ExampleTiles<Real>& tiles) {
  return each_tile(network, tiles, [](const Visited&) {});
}

template <typename Real>
LossSums BatchExecutor<Real>::gradient(const TwoLayerNetwork<Real>& network,
                                       const ExampleTiles<Real>& tiles,
                                       Parameters<Real>& gradient) {
  const std::size_t chunks = gradient_chunks(tiles.examples());
  while (sums_.size() < chunks) sums_.emplace_back(shape_);
  const LossSums sums = each_tile(network, tiles, [&](const Visited& visited) {
    auto& chunk_sums = sums_[visited.chunk];
    if (visited.begins_chunk) chunk_sums.zero();
    visited.workspace.backward(network, weights_, visited.tile, chunk_sums);
  });
  for (std::size_t chunk = 1; chunk < chunks; ++chunk) sums_[0].add(sums_[chunk]);
  sums_[0].write_mean(static_cast<double>(sums.examples), network.inputs(), gradient);
  return sums;
}

template <typename Real>
std::vector<double> BatchExecutor<Real>::max_slopes(const TwoLayerNetwork<Real>& network,
                                                    const ExampleTiles<Real>& tiles,
                                                    double enough) {
  weights_.assign(network);
  std::vector<double> slopes(shape_.hidden_units, 0.0);
  auto& [workspace, tile] = *workers_.front();
  for (std::size_t i = 0; i < tiles.count(); ++i) {
    tiles.fill(tile, i);
    workspace.forward(network, weights_, tile);
    workspace.raise_slopes(network, tile, slopes);
    if (*std::max_element(slopes.begin(), slopes.end()) >= enough) break;
  }
  return slopes;
}

template <typename Real>
std::vector<Prediction> BatchExecutor<Real>::predict(const TwoLayerNetwork<Real>& network,
                                                     const SparseExamples<Real>& examples) {
  std::vector<Prediction> predictions(examples.examples());
  each_tile(network, ExampleTiles<Real>(examples), [&](const Visited& visited) {
    for (std::size_t i = 0; i < visited.tile.examples(); ++i) {
      predictions[visited.first + i] = {visited.workspace.predicted(i),
                                        visited.workspace.confidence(i)};
    }
  });
  return predictions;
}

template <typename Real>
std::vector<double> BatchExecutor<Real>::probabilities(const TwoLayerNetwork<Real>& network,
                                                       const SparseExamples<Real>& examples) {
  const std::size_t classes = network.shape().classes;
  std::vector<double> probabilities(examples.examples() * classes);
  each_tile(network, ExampleTiles<Real>(examples), [&](const Visited& visited) {
    for (std::size_t i = 0; i < visited.tile.examples(); ++i) {
      for (std::size_t c = 0; c < classes; ++c) {
        probabilities[(visited.first + i) * classes + c] = visited.workspace.probability(i, c);
      }
    }
  });
  return probabilities;
}

template class BatchExecutor<float>;
template class BatchExecutor<double>;

}  // namespace runner
