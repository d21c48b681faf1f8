#include "training/data_pass.hpp"

#include <algorithm>

namespace runner {

template <typename Real>
DataPass<Real>::DataPass(const NetworkShape& shape, double scale, WorkerTeam& team)
    : shape_(shape), team_(team), products_(scale) {
  for (unsigned worker = 0; worker < team.threads(); ++worker) {
    tiles_.push_back(std::make_unique<TilePass<Real>>(shape));
  }
}

template <typename Real>
LossSums DataPass<Real>::each_tile(const TwoLayerNetwork<Real>& network, const Examples& source,
                                   std::span<const std::uint32_t> rows, const Visit& visit) {
  constexpr std::size_t tile_examples = TilePass<Real>::tile_examples;
  const std::size_t tiles = (rows.size() + tile_examples - 1) / tile_examples;
  const std::size_t chunks = std::min(tiles, most_chunks);
  products_.set_weights(network.parameters.W1);
  std::vector<LossSums> sums(chunks);
  team_.run(chunks, [&](std::size_t chunk, unsigned worker) {
    TilePass<Real>& pass = *tiles_[worker];
    for (std::size_t tile = chunk * tiles / chunks; tile < (chunk + 1) * tiles / chunks; ++tile) {
      const std::size_t first = tile * tile_examples;
      const std::size_t count = std::min(tile_examples, rows.size() - first);
      sums[chunk].add(pass.forward(network, products_, source, rows.subspan(first, count)));
      visit(pass, chunk, first);
    }
  });
  LossSums total;
  for (const auto& chunk_sums : sums) total.add(chunk_sums);
  return total;
}

template <typename Real>
LossSums DataPass<Real>::evaluate(const TwoLayerNetwork<Real>& network, const Examples& source,
                                  std::span<const std::uint32_t> rows) {
  return each_tile(network, source, rows, [](TilePass<Real>&, std::size_t, std::size_t) {});
}

template <typename Real>
LossSums DataPass<Real>::gradient(const TwoLayerNetwork<Real>& network, const Examples& source,
                                  std::span<const std::uint32_t> rows, Parameters<Real>& gradient) {
  while (partial_.size() < most_chunks) {
    partial_.push_back(std::make_unique<Parameters<Real>>(shape_));
  }
  std::vector<char> used(most_chunks, 0);
  const LossSums sums =
      each_tile(network, source, rows, [&](TilePass<Real>& pass, std::size_t chunk, std::size_t) {
        if (used[chunk] == 0) partial_[chunk]->values.zeros();
        used[chunk] = 1;
        pass.backward(network, products_, *partial_[chunk]);
      });
  gradient.values = partial_[0]->values;
  for (std::size_t chunk = 1; chunk < most_chunks; ++chunk) {
    if (used[chunk] != 0) gradient.values += partial_[chunk]->values;
  }
  products_.finish(gradient.W1);
  gradient.values /= static_cast<Real>(sums.examples);
  return sums;
}

template <typename Real>
std::vector<Prediction> DataPass<Real>::predict(const TwoLayerNetwork<Real>& network,
                                                const Examples& source,
                                                std::span<const std::uint32_t> rows) {
  std::vector<Prediction> predictions(rows.size());
  each_tile(network, source, rows, [&](TilePass<Real>& pass, std::size_t, std::size_t first) {
    const auto& A2 = pass.probabilities();
    for (arma::uword i = 0; i < A2.n_cols; ++i) {
      const Real* column = A2.colptr(i);
      const Real* largest = std::max_element(column, column + A2.n_rows);
      predictions[first + i] = {static_cast<std::uint32_t>(largest - column),
                                static_cast<double>(*largest)};
    }
  });
  return predictions;
}

template class DataPass<float>;
template class DataPass<double>;

}  // namespace runner
