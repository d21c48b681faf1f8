// The kernels one by one, on synthetic examples of MNIST's shape with a fifth of their bytes
// nonzero. Arguments: units, and 1 for blocks of max_rows_per_block rows or 0 for single rows.
// Items are examples.
#include <benchmark/benchmark.h>

#include <numeric>

#include <runner/dataset.hpp>
#include <runner/random.hpp>

#include "data/sparse_examples.hpp"
#include "kernels/dense_products.hpp"
#include "kernels/softmax.hpp"
#include "kernels/sparse_products.hpp"
#include "network/pass_weights.hpp"

namespace runner {
namespace {

constexpr std::uint32_t examples = 4096;
constexpr arma::uword inputs = 784;

Examples synthetic_examples() {
  Random random(42);
  arma::Mat<std::uint8_t> values(inputs, examples, arma::fill::zeros);
  for (auto& value : values) {
    if (random.at_most(4) == 0) value = static_cast<std::uint8_t>(random.at_most(255));
  }
  Examples result;
  result.values = std::move(values);
  result.labels.assign(examples, 0);
  return result;
}

template <typename Real>
SparseExamples<Real> encoded(bool clustered) {
  std::vector<std::uint32_t> rows(examples);
  std::iota(rows.begin(), rows.end(), 0U);
  return {synthetic_examples(), rows, clustered ? RowOrder::clustered : RowOrder::given};
}

// Computes a product of the first layer for all tiles.
template <typename Real, typename Product>
void each_tile(benchmark::State& state, Product product) {
  const auto units = static_cast<arma::uword>(state.range(0));
  const SparseExamples<Real> set = encoded<Real>(state.range(1) != 0);
  const ExampleTiles<Real> tiles(set);
  GradientSums<Real> weights({inputs, units, 10});
  weights.zero();
  arma::Mat<Real> Z(tile_examples, units, arma::fill::zeros);
  Tile<Real> tile;
  for (auto _ : state) {
    for (std::size_t i = 0; i < tiles.count(); ++i) {
      tiles.fill(tile, i);
      tile.with_rows([&](const auto& x) { product(x, weights, Z); });
    }
    benchmark::DoNotOptimize(Z.memptr());
  }
  state.SetItemsProcessed(state.iterations() * examples);
}

template <typename Real>
void sparse_forward(benchmark::State& state) {
  each_tile<Real>(state, [](const auto& x, auto& weights, auto& Z) {
    runner::sparse_forward(x, weights.W1.get(), weights.b1.memptr(), Z.n_cols, inputs, Z.memptr(),
                           Z.n_rows);
  });
}

template <typename Real>
void sparse_weight_gradient(benchmark::State& state) {
  each_tile<Real>(state, [](const auto& x, auto& weights, auto& Z) {
    runner::sparse_weight_gradient(x, Z.memptr(), Z.n_rows, Z.n_cols, inputs, weights.W1.get());
  });
}

BENCHMARK(sparse_forward<double>)->ArgsProduct({{10, 128}, {0, 1}});
BENCHMARK(sparse_forward<float>)->ArgsProduct({{10, 128}, {0, 1}});
BENCHMARK(sparse_weight_gradient<double>)->ArgsProduct({{10, 128}, {0, 1}});
BENCHMARK(sparse_weight_gradient<float>)->ArgsProduct({{10, 128}, {0, 1}});

template <typename Real>
void softmax(benchmark::State& state) {
  arma::Mat<Real> Z(tile_examples, 10, arma::fill::randu);
  std::vector<Real> max_logit(tile_examples);
  std::vector<Real> predicted(tile_examples);
  std::vector<Real> log_sum(tile_examples);
  for (auto _ : state) {
    softmax_rows(Z.memptr(), 10, tile_examples,
                 SoftmaxStatistics<Real>{max_logit.data(), predicted.data(), log_sum.data()});
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(tile_examples));
}
BENCHMARK(softmax<double>);
BENCHMARK(softmax<float>);

void encode_examples(benchmark::State& state) {
  const Examples source = synthetic_examples();
  std::vector<std::uint32_t> rows(examples);
  std::iota(rows.begin(), rows.end(), 0U);
  const auto order = state.range(0) != 0 ? RowOrder::clustered : RowOrder::given;
  for (auto _ : state) benchmark::DoNotOptimize(SparseExamples<double>(source, rows, order));
  state.SetItemsProcessed(state.iterations() * examples);
}
BENCHMARK(encode_examples)->Arg(0)->Arg(1);

}  // namespace
}  // namespace runner
