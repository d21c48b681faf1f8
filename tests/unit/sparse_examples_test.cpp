#include "data/sparse_examples.hpp"

#include <runner/dataset.hpp>

#include "support/catch.hpp"
#include "support/plugin_fixture.hpp"
#include "training/batch_executor.hpp"

namespace runner::sparse_examples_test {
namespace {

using Bytes = arma::Mat<std::uint8_t>;
using Deltas = std::vector<unsigned>;
using Values = std::vector<double>;

// Four examples of 7 inputs, of which inputs 1, 3 and 6 are zero in all examples.
Examples four_examples() {
  Examples examples;
  examples.values = Bytes{{1, 0, 0, 0}, {0, 0, 0, 0}, {0, 2, 0, 255}, {0, 0, 0, 0},
                          {3, 3, 3, 3}, {0, 0, 0, 9}, {0, 0, 0, 0}};
  examples.labels = {0, 1, 1, 0};
  return examples;
}

// The entries of a tile, block by block.
struct Entries {
  std::vector<Deltas> column_deltas;
  std::vector<Values> values;
};

template <typename Real>
Entries entries_of(const Tile<Real>& tile) {
  Entries found;
  tile.with_rows([&](const auto& x) {
    for (std::size_t block = 0; block < x.row_blocks; ++block) {
      found.column_deltas.emplace_back(x.column_deltas + x.row_begin[block],
                                       x.column_deltas + x.row_end[block]);
      found.values.emplace_back(x.values + x.row_begin[block] * x.rows_per_block,
                                x.values + x.row_end[block] * x.rows_per_block);
    }
  });
  return found;
}

Tile<double> only_tile(const SparseExamples<double>& set) {
  Tile<double> tile;
  ExampleTiles<double>(set).fill(tile, 0);
  return tile;
}

TEST_CASE("a row has an entry for each nonzero", "[sparse]") {
  const Examples examples = four_examples();
  const SparseExamples<double> set(examples, std::vector<std::uint32_t>{3, 0}, RowOrder::given);
  const Tile<double> tile = only_tile(set);
  CHECK(tile.examples() == 2);
  CHECK(tile.labels == std::vector<std::uint32_t>{0, 0});
  CHECK(tile.rows_per_block == 1);
  CHECK(tile.ld == 16);
  const Entries found = entries_of(tile);
  REQUIRE(found.column_deltas.size() == 16);
  CHECK(found.column_deltas[0] == Deltas{2, 2, 1});
  CHECK(found.values[0] == Values{255, 3, 9});
  CHECK(found.column_deltas[1] == Deltas{0, 4});
  CHECK(found.values[1] == Values{1, 3});
  CHECK(found.column_deltas[2].empty());  // padding
}

TEST_CASE("a block has an entry for each input that is nonzero in any of its rows", "[sparse]") {
  const Examples examples = four_examples();
  const SparseExamples<double> set(examples, std::vector<std::uint32_t>{0, 1, 2, 3},
                                   RowOrder::clustered);
  const Tile<double> tile = only_tile(set);
  CHECK(tile.rows_per_block == max_rows_per_block);
  // Rows 3 and 0 of label 0, whose nonzeros extend over 4 and 5 inputs; then 2 and 1, over 1 and 3.
  CHECK(tile.labels == std::vector<std::uint32_t>{0, 0, 1, 1});
  const Entries found = entries_of(tile);
  CHECK(found.column_deltas[0] == Deltas{0, 2, 2, 1});
  CHECK(found.values[0] == Values{0, 1, 0, 0, 255, 0, 0, 2, 3, 3, 3, 3, 9, 0, 0, 0});
}

TEST_CASE("data that are not bytes are stored in the network's precision", "[sparse]") {
  Examples examples = four_examples();
  examples.values = arma::fmat(arma::conv_to<arma::fmat>::from(std::get<Bytes>(examples.values)));
  const SparseExamples<double> set(examples, std::vector<std::uint32_t>{3}, RowOrder::given);
  CHECK(std::holds_alternative<std::vector<double>>(*only_tile(set).values));
  CHECK(entries_of(only_tile(set)).values[0] == Values{255, 3, 9});
}

TEST_CASE("a column delta above 255 is split by entries of zeros", "[sparse]") {
  Examples examples;
  Bytes values(1000, 1, arma::fill::zeros);
  values(3, 0) = 1;
  values(258, 0) = 2;
  values(999, 0) = 3;
  examples.values = values;
  examples.labels = {0};
  const SparseExamples<double> set(examples, std::vector<std::uint32_t>{0}, RowOrder::given);
  const Entries found = entries_of(only_tile(set));
  unsigned input = 0;
  std::vector<std::pair<unsigned, double>> nonzeros;
  for (std::size_t i = 0; i < found.column_deltas[0].size(); ++i) {
    input += found.column_deltas[0][i];
    if (found.values[0][i] != 0) nonzeros.emplace_back(input, found.values[0][i]);
  }
  CHECK(nonzeros == std::vector<std::pair<unsigned, double>>{{3, 1}, {258, 2}, {999, 3}});
  CHECK(found.column_deltas[0].size() < 8);
}

TEST_CASE("a batch's tiles hold the examples at its positions", "[sparse]") {
  Random random(5);
  Bytes values(37, 200);
  for (auto& value : values) value = static_cast<std::uint8_t>(random.at_most(2));
  Examples examples;
  examples.values = values;
  for (std::uint32_t i = 0; i < 200; ++i) examples.labels.push_back(i);
  const auto rows = random.permutation(200);
  const SparseExamples<double> set(examples, rows, RowOrder::given);
  const auto positions = random.permutation(100);
  const ExampleTiles<double> tiles(set, positions);
  CHECK(tiles.examples() == 100);
  REQUIRE(tiles.count() == 2);
  Tile<double> tile;
  tiles.fill(tile, 1);
  CHECK(tile.examples() == 36);
  CHECK(tile.ld == 48);
  const Entries found = entries_of(tile);
  for (std::size_t i = 0; i < tile.examples(); ++i) {
    const std::uint32_t row = rows[positions[64 + i]];
    CHECK(tile.labels[i] == row);
    std::vector<double> dense(37, 0.0);
    unsigned input = 0;
    for (std::size_t k = 0; k < found.column_deltas[i].size(); ++k) {
      input += found.column_deltas[i][k];
      dense[input] = found.values[i][k];
    }
    CHECK(dense == arma::conv_to<std::vector<double>>::from(values.col(row)));
  }
}

struct Gradients {
  LossSums sums;
  arma::vec values;
};

Gradients gradient_of(const Examples& examples, RowOrder order) {
  const NetworkShape shape{7, 3, 2};
  const BoundPlugin activation{test::load_plugin<Activation<double>>("sigmoid"), {}, {}, {}, {}};
  TwoLayerNetwork<double> network(shape, activation, 255.0);
  Random random(3);
  for (auto& value : network.parameters.values) value = random.uniform() - 0.5;
  const std::vector<std::uint32_t> rows{0, 1, 2, 3};
  ThreadPool threads(1);
  BatchExecutor<double> executor(shape, threads);
  Parameters<double> gradient(shape);
  const SparseExamples<double> set(examples, rows, order);
  const LossSums sums = executor.gradient(network, ExampleTiles<double>(set), gradient);
  return {sums, gradient.values};
}

TEST_CASE("storage and order of the examples do not change a gradient", "[sparse]") {
  for (const bool zero : {false, true}) {
    Examples bytes = four_examples();
    if (zero) bytes.values = Bytes(7, 4, arma::fill::zeros);
    Examples doubles = bytes;
    doubles.values = arma::conv_to<arma::mat>::from(std::get<Bytes>(bytes.values));
    const Gradients expected = gradient_of(doubles, RowOrder::given);
    for (const auto& other :
         {gradient_of(bytes, RowOrder::given), gradient_of(bytes, RowOrder::clustered)}) {
      CHECK(other.sums.loss == Approx(expected.sums.loss).epsilon(1e-14));
      CHECK(other.sums.correct == expected.sums.correct);
      CHECK(arma::approx_equal(other.values, expected.values, "absdiff", 1e-15));
    }
  }
}

}  // namespace
}  // namespace runner::sparse_examples_test
