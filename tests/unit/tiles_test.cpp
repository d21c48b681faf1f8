#include "data/tile.hpp"

#include "support/catch.hpp"
#include "support/plugin_fixture.hpp"
#include "training/data_pass.hpp"

namespace runner {
namespace {

using Bytes = arma::Mat<std::uint8_t>;

// 7 inputs, of which the second, the fourth and the last are zero in all four examples.
Examples sparse() {
  Examples examples;
  examples.values = Bytes{{1, 0, 0, 0}, {0, 0, 0, 0}, {0, 2, 0, 255}, {0, 0, 0, 0},
                          {3, 3, 3, 3}, {0, 0, 0, 9}, {0, 0, 0, 0}};
  examples.labels = {0, 1, 1, 0};
  return examples;
}

Tile<double> packed(const Examples& examples, const std::vector<std::uint32_t>& rows) {
  Tile<double> tile;
  pack_tile<double>(examples, rows, tile);
  return tile;
}

template <typename Stored>
std::vector<Stored> line(const Tile<double>& tile, std::size_t index) {
  const auto& lines = std::get<std::vector<Stored>>(tile.values);
  return {lines.begin() + static_cast<std::ptrdiff_t>(index * tile.width),
          lines.begin() + static_cast<std::ptrdiff_t>((index + 1) * tile.width)};
}

TEST_CASE("a tile has a line for each input that is not zero in all of its examples", "[tile]") {
  CHECK(packed(sparse(), {0, 1, 2, 3}).inputs == std::vector<std::uint32_t>{0, 2, 4, 5});
  CHECK(packed(sparse(), {2}).inputs == std::vector<std::uint32_t>{4});
  Examples zeros = sparse();
  zeros.values = Bytes(7, 4, arma::fill::zeros);
  CHECK(packed(zeros, {0, 3}).inputs.empty());
}

TEST_CASE("a line has the examples' values in the order of the rows, then zeros", "[tile]") {
  const Tile<double> tile = packed(sparse(), {3, 1});
  CHECK(tile.width == 16);
  CHECK(tile.examples() == 2);
  CHECK(tile.labels == std::vector<std::uint32_t>{0, 1});
  std::vector<std::uint8_t> expected(16, 0);
  expected[0] = 255;
  expected[1] = 2;
  CHECK(line<std::uint8_t>(tile, 0) == expected);
}

TEST_CASE("data that are no bytes become numbers of the network's precision", "[tile]") {
  Examples examples = sparse();
  examples.values = arma::fmat(arma::conv_to<arma::fmat>::from(std::get<Bytes>(examples.values)));
  const Tile<double> tile = packed(examples, {0, 3});
  CHECK(tile.inputs == std::vector<std::uint32_t>{0, 2, 4, 5});
  CHECK(line<double>(tile, 1)[1] == 255.0);
}

TEST_CASE("a tile that is packed again forgets what it held", "[tile]") {
  Tile<double> tile = packed(sparse(), {0, 1, 2, 3});
  pack_tile<double>(sparse(), std::vector<std::uint32_t>{1}, tile);
  CHECK(tile.inputs == std::vector<std::uint32_t>{2, 4});
  CHECK(tile.examples() == 1);
  CHECK(line<std::uint8_t>(tile, 0)[1] == 0);
}

// Inputs and examples that fill squares of 16 x 16, and some that are left over.
TEST_CASE("a full tile of many inputs holds every byte", "[tile]") {
  Random random(5);
  Bytes values(37, 200);
  for (auto& value : values) value = static_cast<std::uint8_t>(1 + random.at_most(254));
  Examples examples;
  examples.values = values;
  examples.labels.assign(200, 0);
  const auto rows = random.permutation(200);
  const std::vector<std::uint32_t> some(rows.begin(), rows.begin() + 61);
  const Tile<double> tile = packed(examples, some);
  REQUIRE(tile.inputs.size() == 37);
  CHECK(tile.width == 64);
  for (std::size_t input = 0; input < 37; ++input) {
    const auto found = line<std::uint8_t>(tile, input);
    for (std::size_t i = 0; i < 64; ++i) {
      CHECK(found[i] == (i < 61 ? values(input, some[i]) : 0));
    }
  }
}

TEST_CASE("kept tiles hold the same examples as the others, those that are alike together",
          "[tile]") {
  const Examples examples = sparse();
  const std::vector<std::uint32_t> rows{0, 1, 2, 3};
  ExampleTiles<double> tiles(examples, rows);
  tiles.keep();
  Tile<double> unused;
  const Tile<double>& tile = tiles.at(0, unused);
  CHECK(tile.labels == std::vector<std::uint32_t>{0, 0, 1, 1});
  // Rows 3 and 0 of label 0, whose inks span 4 and 5 inputs; then 2 and 1, of 1 and 3.
  CHECK(line<std::uint8_t>(tile, 0)[1] == 1);
  CHECK(line<std::uint8_t>(tile, 1)[0] == 255);
  CHECK(line<std::uint8_t>(tile, 1)[3] == 2);
}

struct Gradients {
  LossSums sums;
  arma::vec values;
};

Gradients gradient_of(const Examples& examples, bool keep) {
  const NetworkShape shape{7, 3, 2};
  const BoundPlugin<Activation<double>> activation{
      test::load_plugin<Activation<double>>("sigmoid"), {}, {}, {}, {}};
  TwoLayerNetwork<double> network(shape, activation, 255.0);
  Random random(3);
  for (auto& value : network.parameters.values) value = random.uniform() - 0.5;
  const std::vector<std::uint32_t> rows{0, 1, 2, 3};
  WorkerTeam team(1);
  DataPass<double> pass(shape, team);
  Parameters<double> gradient(shape);
  ExampleTiles<double> tiles(examples, rows);
  if (keep) tiles.keep();
  const LossSums sums = pass.gradient(network, tiles, gradient);
  return {sums, gradient.values};
}

TEST_CASE("how examples are stored, and whether tiles are kept, does not change a gradient",
          "[tile]") {
  for (const bool zero : {false, true}) {
    Examples bytes = sparse();
    if (zero) bytes.values = Bytes(7, 4, arma::fill::zeros);
    Examples doubles = bytes;
    doubles.values = arma::conv_to<arma::mat>::from(std::get<Bytes>(bytes.values));
    const Gradients expected = gradient_of(doubles, false);
    for (const auto& other : {gradient_of(bytes, false), gradient_of(bytes, true)}) {
      CHECK(other.sums.loss == Approx(expected.sums.loss).epsilon(1e-14));
      CHECK(other.sums.correct == expected.sums.correct);
      CHECK(arma::approx_equal(other.values, expected.values, "absdiff", 1e-15));
    }
  }
}

}  // namespace
}  // namespace runner
