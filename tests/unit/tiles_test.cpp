#include "data/tiles.hpp"

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

arma::uvec active_of(const Examples& examples, const std::vector<std::uint32_t>& rows) {
  arma::uvec active;
  find_active_inputs(examples, rows, active);
  return active;
}

TEST_CASE("the active inputs are those that are not zero in every example of the tile") {
  CHECK(arma::all(active_of(sparse(), {0, 1, 2, 3}) == arma::uvec{0, 2, 4, 5}));
  CHECK(arma::all(active_of(sparse(), {2}) == arma::uvec{4}));
  Examples zeros = sparse();
  zeros.values = Bytes(7, 4, arma::fill::zeros);
  CHECK(active_of(zeros, {0, 3}).is_empty());
}

TEST_CASE("all inputs of data that are no bytes are active") {
  Examples examples = sparse();
  examples.values = arma::mat(7, 4, arma::fill::zeros);
  CHECK(active_of(examples, {0}).n_elem == 7);
}

TEMPLATE_TEST_CASE("a tile holds the active inputs of its examples in their order", "", float,
                   double) {
  const std::vector<std::uint32_t> rows{3, 0};
  const arma::uvec active = active_of(sparse(), rows);
  arma::Mat<TestType> X(active.n_elem, rows.size());
  read_tile(sparse(), rows, active, X);
  CHECK(arma::approx_equal(X, arma::Mat<TestType>{{0, 1}, {255, 0}, {3, 3}, {9, 0}}, "absdiff", 0));
}

// The gradient of the same examples stored as doubles, all of whose inputs are active.
TEST_CASE("inactive inputs do not change a gradient") {
  const NetworkShape shape{7, 3, 2};
  const BoundPlugin<Activation<double>> activation{
      test::load_plugin<Activation<double>>("sigmoid"), {}, {}, {}, {}};
  TwoLayerNetwork<double> network(shape, activation, 255.0);
  Random random(3);
  for (auto& value : network.parameters.values) value = random.uniform() - 0.5;
  const std::vector<std::uint32_t> rows{0, 1, 2, 3};
  WorkerTeam team(1);
  DataPass<double> pass(shape, 255.0, team);
  for (const bool zero : {false, true}) {
    Examples bytes = sparse();
    if (zero) bytes.values = Bytes(7, 4, arma::fill::zeros);
    Examples doubles = bytes;
    doubles.values = arma::conv_to<arma::mat>::from(std::get<Bytes>(bytes.values));
    Parameters<double> gradient(shape);
    Parameters<double> expected(shape);
    const LossSums sums = pass.gradient(network, bytes, rows, gradient);
    CHECK(sums.loss == Approx(pass.gradient(network, doubles, rows, expected).loss).epsilon(1e-14));
    CHECK(arma::approx_equal(gradient.values, expected.values, "absdiff", 1e-15));
  }
}

}  // namespace
}  // namespace runner
