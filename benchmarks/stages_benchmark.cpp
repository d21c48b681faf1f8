// The stages of a run before training, on synthetic data of MNIST's shape: 28 x 28 bytes an
// example, a fifth of them nonzero.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>
#include <string_view>

#include <runner/dataset.hpp>
#include <runner/random.hpp>

#include "base/sha256.hpp"
#include "data/split.hpp"
#include "support/data_files.hpp"
#include "support/plugin_fixture.hpp"

namespace runner {
namespace {

constexpr std::uint32_t examples = 5000;
constexpr std::uint32_t side = 28;
constexpr std::uint32_t inputs = side * side;
constexpr std::uint32_t mnist_examples = 42'000;

std::string synthetic_pixels() {
  Random random(42);
  std::string pixels(std::size_t{examples} * inputs, '\0');
  for (char& pixel : pixels) {
    if (random.at_most(4) == 0) pixel = static_cast<char>(random.at_most(255));
  }
  return pixels;
}

void count_bytes(benchmark::State& state, std::size_t bytes) {
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes) * state.iterations());
}

// Loads a dataset. `bytes`: the size of its files.
void load(benchmark::State& state, const std::string& plugin, const test::TestOptions& options,
          std::size_t bytes) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(test::load_plugin<Dataset>(plugin, options)->load());
  }
  count_bytes(state, bytes);
}

void load_idx(benchmark::State& state, const std::string& images) {
  const test::DataFolder folder;
  load(state, "idx",
       {{"images", folder.write("images", images)},
        {"labels", folder.write("labels", test::idx_labels(std::string(examples, '\0')))}},
       images.size());
}

void load_plain_idx(benchmark::State& state) {
  load_idx(state, test::idx_images(examples, side, side, synthetic_pixels()));
}
BENCHMARK(load_plain_idx)->Unit(benchmark::kMillisecond)->UseRealTime();

void load_gzipped_idx(benchmark::State& state) {
  load_idx(state, test::gzipped(test::idx_images(examples, side, side, synthetic_pixels())));
}
BENCHMARK(load_gzipped_idx)->Unit(benchmark::kMillisecond)->UseRealTime();

// A table like Kaggle's, without a header.
std::string synthetic_table() {
  const std::string pixels = synthetic_pixels();
  std::string table;
  for (std::uint32_t i = 0; i < examples; ++i) {
    table += std::to_string(i % 10);
    for (const char pixel : std::string_view(pixels).substr(std::size_t{i} * inputs, inputs)) {
      table += ',' + std::to_string(static_cast<std::uint8_t>(pixel));
    }
    table += '\n';
  }
  return table;
}

void load_csv(benchmark::State& state) {
  const test::DataFolder folder;
  const std::string table = synthetic_table();
  load(state, "csv", {{"file", folder.write("table.csv", table)}, {"label_position", 1}},
       table.size());
}
BENCHMARK(load_csv)->Unit(benchmark::kMillisecond)->UseRealTime();

void hash_examples(benchmark::State& state) {
  const std::string pixels = synthetic_pixels();
  for (auto _ : state) {
    Sha256 hash;
    hash.add(pixels);
    benchmark::DoNotOptimize(hash.hexadecimal());
  }
  count_bytes(state, pixels.size());
}
BENCHMARK(hash_examples)->Unit(benchmark::kMillisecond);

void split_pool(benchmark::State& state) {
  LoadedData data;
  data.pool.values = arma::Mat<std::uint8_t>(1, mnist_examples, arma::fill::zeros);
  data.pool.labels.assign(mnist_examples, 0);
  data.shape = {1, 1, 1};
  const ExperimentSpec spec;
  for (auto _ : state) {
    Random random(42);
    benchmark::DoNotOptimize(split_data(data, spec, random).train.rows.data());
  }
  state.SetItemsProcessed(std::int64_t{mnist_examples} * state.iterations());
}
BENCHMARK(split_pool)->Unit(benchmark::kMillisecond);

void draw_uniform_weights(benchmark::State& state) {
  Random random(42);
  arma::mat weights(static_cast<arma::uword>(state.range(0)), inputs);
  for (auto _ : state) {
    random.fill_uniform(weights, -0.5, 0.5);
    benchmark::DoNotOptimize(weights.memptr());
  }
  count_bytes(state, weights.n_elem * sizeof(double));
}
BENCHMARK(draw_uniform_weights)->Arg(10)->Arg(1024)->Unit(benchmark::kMicrosecond);

void draw_normal_weights(benchmark::State& state) {
  Random random(42);
  arma::mat weights(static_cast<arma::uword>(state.range(0)), inputs);
  for (auto _ : state) {
    random.fill_normal(weights, 0.1);
    benchmark::DoNotOptimize(weights.memptr());
  }
  count_bytes(state, weights.n_elem * sizeof(double));
}
BENCHMARK(draw_normal_weights)->Arg(10)->Arg(1024)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace runner
