// The statistics of inputs, and a network that sees standardised inputs, against one whose data
// were standardised beforehand.
#include <cmath>

#include <runner/dataset.hpp>

#include "base/error.hpp"
#include "data/input_transform.hpp"
#include "data/split.hpp"
#include "experiment/fingerprint.hpp"
#include "support/catch.hpp"
#include "support/plugin_fixture.hpp"
#include "training/batch_executor.hpp"

namespace runner::standardization_test {
namespace {

// All examples of a matrix with an example a column.
template <typename Element>
struct Data {
  explicit Data(arma::Mat<Element> values) {
    for (std::uint32_t i = 0; i < values.n_cols; ++i) examples.labels.push_back(i % 3);
    for (std::uint32_t i = 0; i < values.n_cols; ++i) rows.push_back(i);
    examples.values = std::move(values);
  }
  ExampleSet set() const { return {&examples, rows}; }

  Examples examples;
  std::vector<std::uint32_t> rows;
};

Standardization of_one_input(const std::vector<double>& values, double scale = 1) {
  const Data<double> data{arma::mat(arma::rowvec(values))};
  return standardization_of(data.set(), scale);
}

// Inputs with many zeros, dense ones far from 0, one of the years, one constant, one always 0.
arma::mat mixed_inputs(arma::uword examples) {
  Random random(5);
  arma::mat values(6, examples);
  for (arma::uword i = 0; i < examples; ++i) {
    values(0, i) = random.at_most(3) == 0 ? random.uniform() : 0;
    values(1, i) = random.uniform() - 0.3;
    values(2, i) = 1e6 + random.uniform();
    values(3, i) = 2000.0 + random.at_most(20);
    values(4, i) = 0.1;
    values(5, i) = 0;
  }
  return values;
}

arma::Mat<std::uint8_t> bytes(arma::uword examples) {
  Random random(6);
  arma::Mat<std::uint8_t> values(5, examples);
  for (arma::uword i = 0; i < examples; ++i) {
    values(0, i) = random.at_most(3) == 0 ? static_cast<std::uint8_t>(random.at_most(255)) : 0;
    values(1, i) = static_cast<std::uint8_t>(random.at_most(255));
    values(2, i) = static_cast<std::uint8_t>(254 + random.at_most(1));
    values(3, i) = 255;
    values(4, i) = 0;
  }
  return values;
}

// (x - mean) / deviation as a plain formula, in long double; 0 for constant inputs.
template <typename Element>
arma::mat standardized(const arma::Mat<Element>& stored, double scale) {
  arma::mat result(stored.n_rows, stored.n_cols);
  for (arma::uword input = 0; input < stored.n_rows; ++input) {
    const auto n = static_cast<long double>(stored.n_cols);
    long double sum = 0;
    for (arma::uword i = 0; i < stored.n_cols; ++i) sum += stored(input, i) / (long double)(scale);
    const long double mean = sum / n;
    long double squares = 0;
    for (arma::uword i = 0; i < stored.n_cols; ++i) {
      const long double d = stored(input, i) / (long double)(scale)-mean;
      squares += d * d;
    }
    const bool constant = arma::all(stored.row(input) == stored(input, 0));
    for (arma::uword i = 0; i < stored.n_cols; ++i) {
      const long double d = stored(input, i) / (long double)(scale)-mean;
      result(input, i) = constant ? 0 : static_cast<double>(d / std::sqrt(squares / n));
    }
  }
  return result;
}

template <typename Real>
struct Pass {
  Pass(const Examples& examples, const InputTransform& inputs, RowOrder order)
      : activation{test::load_plugin<Activation<Real>>("tanh"), {}, {}, {}, {}},
        network({examples.inputs(), 4, 3}, activation, inputs),
        gradient(network.shape()) {
    Random random(7);
    for (auto& value : network.parameters.values) value = static_cast<Real>(random.uniform() - 0.5);
    std::vector<std::uint32_t> rows(examples.count());
    for (std::uint32_t i = 0; i < rows.size(); ++i) rows[i] = i;
    ThreadPool pool(2);
    BatchExecutor<Real> executor(network.shape(), pool);
    const SparseExamples<Real> set(examples, rows, order, network.inputs());
    loss = executor.gradient(network, ExampleTiles<Real>(set), gradient).loss;
  }

  BoundPlugin activation;
  TwoLayerNetwork<Real> network;
  Parameters<Real> gradient;
  double loss = 0;
};

// Both ways to see the same inputs, within a relative tolerance.
template <typename Real, typename Element>
void check_same_pass(const Data<Element>& data, const InputTransform& inputs, double scale,
                     double tolerance) {
  const Data<double> beforehand{
      standardized(std::get<arma::Mat<Element>>(data.examples.values), scale)};
  const Pass<double> expected(beforehand.examples, InputTransform(1), RowOrder::given);
  for (const RowOrder order : {RowOrder::given, RowOrder::clustered}) {
    const Pass<Real> pass(data.examples, inputs, order);
    CHECK(pass.loss == Approx(expected.loss).epsilon(tolerance));
    for (arma::uword i = 0; i < expected.gradient.values.n_elem; ++i) {
      CAPTURE(i);
      CHECK(static_cast<double>(pass.gradient.values[i]) ==
            Approx(expected.gradient.values[i]).margin(tolerance));
    }
    const auto& constant = inputs.standardization()->constant;
    for (arma::uword input = 0; input < constant.size(); ++input) {
      if (constant[input]) CHECK(arma::all(pass.gradient.W1.col(input) == Real(0)));
    }
  }
}

TEST_CASE("means and population deviations are those of the formula") {
  const Standardization found = of_one_input({1, 2, 3, 4}, 2);
  CHECK(found.mean == std::vector<double>{1.25});
  CHECK(found.deviation[0] == Approx(std::sqrt(1.25) / 2).epsilon(1e-15));
  CHECK(found.constant == std::vector<bool>{false});
}

TEST_CASE("a constant input has its value as mean, deviation 1, and is exactly 0") {
  for (const double value : {0.0, -3.0, 0.1, 1e300, -5e-324}) {
    CAPTURE(value);
    const Standardization found = of_one_input({value, value, value}, 3);
    CHECK(found.mean[0] == value / 3);
    CHECK(found.deviation[0] == 1);
    CHECK(found.constant[0]);
  }
}

TEST_CASE("deviations of very small, very large and nearly equal values are exact enough") {
  for (const double unit : {1e-310, 1e-200, 1.0, 1e200, 4e307}) {
    CAPTURE(unit);
    const Standardization found = of_one_input({-unit, unit, unit, -unit});
    CHECK(found.mean[0] == 0);
    CHECK(found.deviation[0] == Approx(unit).epsilon(1e-13));
  }
  std::vector<double> years;
  for (int i = 0; i < 100000; ++i) years.push_back(1e9 + i % 2);
  const Standardization found = of_one_input(years);
  CHECK(found.mean[0] == 1e9 + 0.5);
  CHECK(found.deviation[0] == Approx(0.5).epsilon(1e-14));
}

TEST_CASE("a deviation is right even if no double is the mean") {
  // Near 1e15 the distance between two doubles is 0.125.
  const Standardization found = of_one_input({1e15, 1e15, 1e15 + 0.125});
  CHECK(found.deviation[0] == Approx(0.125 * std::sqrt(2.0) / 3).epsilon(1e-14));
}

TEST_CASE("values too large for sums are an error that names the input") {
  const std::vector<double> too_large = {1e308, -1e308, 1e308};
  CHECK_THROWS_WITH(of_one_input(too_large),
                    "standardize: the values of input 1 lie between -1e+308 and 1e+308, too far "
                    "from 0 for sums in double precision. Divide them, or leave that input out.");
  try {
    of_one_input({1e308, 1e308, 0});
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::invalid_input);
  }
}

TEST_CASE("a network sees numbers as if they had been standardised beforehand") {
  const Data<double> data{mixed_inputs(500)};
  const InputTransform inputs(4.0, standardization_of(data.set(), 4.0));
  CHECK(inputs.changes_stored_values());
  check_same_pass<double>(data, inputs, 4.0, 1e-9);
  check_same_pass<float>(data, inputs, 4.0, 1e-4);
}

TEST_CASE("a network sees bytes as if they had been standardised beforehand") {
  const Data<std::uint8_t> data{bytes(500)};
  const Standardization standardization = standardization_of(data.set(), 255);
  InputTransform folded(255, standardization);
  folded.keep_bytes(4096);
  CHECK_FALSE(folded.changes_stored_values());
  check_same_pass<double>(data, folded, 255, 1e-9);
  InputTransform stored(255, standardization);
  stored.keep_bytes(16);  // input 2 has a ratio of about 500
  CHECK(stored.changes_stored_values());
  check_same_pass<double>(data, stored, 255, 1e-11);
  check_same_pass<float>(data, stored, 255, 1e-4);
}

TEST_CASE("the gradient with respect to W1 agrees with central differences") {
  const Data<double> data{mixed_inputs(200)};
  const InputTransform inputs(1, standardization_of(data.set(), 1));
  Pass<double> pass(data.examples, inputs, RowOrder::given);
  const SparseExamples<double> set(data.examples, data.rows, RowOrder::given, inputs);
  ThreadPool pool(1);
  BatchExecutor<double> executor(pass.network.shape(), pool);
  const auto loss = [&] {
    return executor.evaluate(pass.network, ExampleTiles<double>(set)).loss / 200;
  };
  constexpr double h = 1e-6;
  for (auto& weight : pass.network.parameters.W1) {
    const double kept = weight;
    weight = kept + h;
    const double above = loss();
    weight = kept - h;
    const double below = loss();
    weight = kept;
    const auto i = static_cast<arma::uword>(&weight - pass.network.parameters.W1.memptr());
    CHECK(pass.gradient.W1[i] == Approx((above - below) / (2 * h)).margin(1e-6));
  }
}

TEST_CASE("standardize: false is not part of a trial's ID") {
  const std::vector<std::string> plugins(4, std::string(64, '0'));
  const auto id = [&](const FlatConfig& config) { return trial_id(config, "data", plugins); };
  const FlatConfig before = {{"seed", "1"}, {"iterations", "2"}};
  CHECK(id({{"seed", "1"}, {"standardize", "false"}, {"iterations", "2"}}) == id(before));
  CHECK(id({{"seed", "1"}, {"standardize", "true"}, {"iterations", "2"}}) != id(before));
}

}  // namespace
}  // namespace runner::standardization_test
