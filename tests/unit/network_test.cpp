// The network against finite differences of its loss.
#include <cmath>

#include "config/diagnostics.hpp"
#include "support/catch.hpp"
#include "support/plugin_fixture.hpp"
#include "training/batch_executor.hpp"

namespace runner::network_test {
namespace {

Examples random_bytes(arma::uword inputs, arma::uword count, std::uint32_t classes) {
  Random random(1);
  arma::Mat<std::uint8_t> values(inputs, count);
  for (auto& value : values) value = static_cast<std::uint8_t>(random.at_most(255));
  Examples examples;
  for (arma::uword i = 0; i < count; ++i) examples.labels.push_back(random.at_most(classes - 1));
  examples.values = std::move(values);
  return examples;
}

// All examples, in a random order.
template <typename Real>
SparseExamples<Real> encode(const Examples& examples) {
  const auto rows = Random(2).permutation(static_cast<std::uint32_t>(examples.count()));
  return {examples, rows, RowOrder::given};
}

template <typename Real>
struct Fixture {
  explicit Fixture(const std::string& activation_name, const NetworkShape& shape)
      : activation{test::load_plugin<Activation<Real>>(activation_name), {}, {}, {}, {}},
        network(shape, activation, 255.0) {
    Random random(3);
    for (auto& value : network.parameters.values) value = static_cast<Real>(random.uniform() - 0.5);
  }

  BoundPlugin activation;
  TwoLayerNetwork<Real> network;
};

// The mean loss of the whole set.
template <typename Real>
double mean_loss(Fixture<Real>& fixture, const Examples& examples) {
  ThreadPool pool(1);
  BatchExecutor<Real> executor(fixture.network.shape(), pool);
  const auto set = encode<Real>(examples);
  return executor.evaluate(fixture.network, ExampleTiles<Real>(set)).loss /
         static_cast<double>(set.examples());
}

TEST_CASE("the network's gradient agrees with central differences of its loss in double") {
  const NetworkShape shape{7, 5, 4};
  const Examples examples = random_bytes(7, 250, 4);
  for (const std::string name : {"sigmoid", "tanh", "identity", "relu", "leaky_relu"}) {
    CAPTURE(name);
    Fixture<double> fixture(name, shape);
    ThreadPool pool(2);
    BatchExecutor<double> executor(shape, pool);
    Parameters<double> gradient(shape);
    const auto set = encode<double>(examples);
    executor.gradient(fixture.network, ExampleTiles<double>(set), gradient);
    auto& values = fixture.network.parameters.values;
    constexpr double h = 1e-6;
    for (arma::uword i = 0; i < values.n_elem; ++i) {
      const double kept = values[i];
      values[i] = kept + h;
      const double above = mean_loss(fixture, examples);
      values[i] = kept - h;
      const double below = mean_loss(fixture, examples);
      values[i] = kept;
      CHECK(gradient.values[i] == Approx((above - below) / (2 * h)).margin(2e-6));
    }
  }
}

TEST_CASE("the network's gradient in float agrees with the one in double") {
  const NetworkShape shape{7, 5, 4};
  const Examples examples = random_bytes(7, 250, 4);
  Fixture<double> exact("tanh", shape);
  Fixture<float> rounded("tanh", shape);
  rounded.network.parameters.values =
      arma::conv_to<arma::fvec>::from(exact.network.parameters.values);
  ThreadPool pool(2);
  BatchExecutor<double> exact_executor(shape, pool);
  BatchExecutor<float> rounded_executor(shape, pool);
  Parameters<double> exact_gradient(shape);
  Parameters<float> rounded_gradient(shape);
  const auto exact_set = encode<double>(examples);
  const auto rounded_set = encode<float>(examples);
  exact_executor.gradient(exact.network, ExampleTiles<double>(exact_set), exact_gradient);
  rounded_executor.gradient(rounded.network, ExampleTiles<float>(rounded_set), rounded_gradient);
  for (arma::uword i = 0; i < exact_gradient.values.n_elem; ++i) {
    CHECK(static_cast<double>(rounded_gradient.values[i]) ==
          Approx(exact_gradient.values[i]).margin(1e-5));
  }
}

TEMPLATE_TEST_CASE("sums and gradients are the same bits for any number of threads", "", float,
                   double) {
  const NetworkShape shape{9, 6, 3};
  const Examples examples = random_bytes(9, 5000, 3);
  const auto set = encode<TestType>(examples);
  const ExampleTiles<TestType> tiles(set);
  Fixture<TestType> fixture("sigmoid", shape);
  ThreadPool one(1);
  BatchExecutor<TestType> reference_executor(shape, one);
  Parameters<TestType> reference(shape);
  const LossSums expected = reference_executor.gradient(fixture.network, tiles, reference);
  for (const unsigned threads : {2U, 3U, 7U, 40U}) {
    CAPTURE(threads);
    ThreadPool pool(threads);
    BatchExecutor<TestType> executor(shape, pool);
    Parameters<TestType> gradient(shape);
    const LossSums sums = executor.gradient(fixture.network, tiles, gradient);
    CHECK(sums.loss == expected.loss);
    CHECK(sums.correct == expected.correct);
    CHECK(arma::all(gradient.values == reference.values));
  }
}

TEST_CASE("an exception in a chunk is rethrown; of several that of the lowest chunk") {
  for (const unsigned threads : {1U, 4U}) {
    ThreadPool pool(threads);
    const auto fail = [](std::size_t chunk, unsigned) {
      if (chunk >= 3) throw std::runtime_error("chunk " + std::to_string(chunk));
    };
    CHECK_THROWS_WITH(pool.run(16, fail), "chunk 3");
    std::atomic<int> done = 0;
    pool.run(16, [&](std::size_t, unsigned) { ++done; });
    CHECK(done == 16);
  }
}

}  // namespace
}  // namespace runner::network_test
