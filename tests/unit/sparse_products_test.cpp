// The first layer's products against Armadillo's.
#include "kernels/sparse_products.hpp"

#include <cmath>
#include <numeric>

#include <hwy/targets.h>
#include <runner/plugin.hpp>

#include "data/sparse_examples.hpp"
#include "kernels/packed_weights.hpp"
#include "network/pass_weights.hpp"
#include "support/catch.hpp"

namespace runner::sparse_products_test {
namespace {

// `percent` of the values are nonzero.
template <typename Element>
Examples random_examples(arma::uword inputs, arma::uword count, unsigned percent, Random& random) {
  arma::Mat<Element> values(inputs, count, arma::fill::zeros);
  for (auto& value : values) {
    if (random.at_most(99) >= percent) continue;
    value = std::is_integral_v<Element> ? static_cast<Element>(1 + random.at_most(254))
                                        : static_cast<Element>(random.uniform() - 0.5);
  }
  Examples examples;
  examples.labels.assign(count, 0);
  examples.values = std::move(values);
  return examples;
}

template <typename Real>
arma::Mat<Real> random_matrix(arma::uword rows, arma::uword columns, Random& random) {
  arma::Mat<Real> matrix(rows, columns);
  for (auto& value : matrix) value = static_cast<Real>(random.uniform() - 0.5);
  return matrix;
}

template <typename Real>
PackedWeights<Real> packed(const arma::Mat<Real>& W) {
  auto memory = hwy::AllocateAligned<Real>(packed_size<Real>(W.n_rows, W.n_cols));
  pack_weights(W.memptr(), W.n_rows, W.n_cols, Real(1), memory.get());
  return memory;
}

// Checks Z = W X + b and dW += dZ X^T against products in double.
template <typename Element, typename Real>
void check_products(const Examples& examples, std::size_t units, RowOrder order, double tolerance) {
  Random random(9);
  const auto& values = std::get<arma::Mat<Element>>(examples.values);
  std::vector<std::uint32_t> rows(examples.count());
  std::iota(rows.begin(), rows.end(), 0U);
  const SparseExamples<Real> set(examples, rows, order);
  Tile<Real> tile;
  ExampleTiles<Real>(set).fill(tile, 0);
  const auto W = random_matrix<Real>(units, values.n_rows, random);
  const auto b = random_matrix<Real>(units, 1, random);
  arma::Mat<Real> dZ = random_matrix<Real>(tile.ld, units, random);
  arma::Mat<Real> dW = random_matrix<Real>(units, values.n_rows, random);
  const arma::mat X = arma::conv_to<arma::mat>::from(values);
  const arma::mat expected_Z = (arma::conv_to<arma::mat>::from(W) * X).t() +
                               arma::ones(X.n_cols, 1) * arma::conv_to<arma::mat>::from(b).t();
  const arma::mat expected_dW = arma::conv_to<arma::mat>::from(dW) +
                                arma::conv_to<arma::mat>::from(dZ.head_rows(X.n_cols)).t() * X.t();

  arma::Mat<Real> Z(tile.ld, units);
  const auto packed_W = packed(W);
  const auto packed_dW = packed(dW);
  tile.with_rows([&](const auto& x) {
    sparse_forward(x, packed_W.get(), b.memptr(), units, values.n_rows, Z.memptr(), tile.ld);
    sparse_weight_gradient(x, dZ.memptr(), tile.ld, units, values.n_rows, packed_dW.get());
  });
  unpack_weights(packed_dW.get(), units, values.n_rows, Real(1), dW.memptr());
  const arma::mat found_Z = arma::conv_to<arma::mat>::from(Z.head_rows(X.n_cols));
  CHECK(arma::abs(found_Z - expected_Z).max() < tolerance);
  CHECK(arma::abs(arma::conv_to<arma::mat>::from(dW) - expected_dW).max() < tolerance);
}

void check_all(const std::vector<std::size_t>& units) {
  Random random(5);
  for (const RowOrder order : {RowOrder::given, RowOrder::clustered}) {
    for (const std::size_t hidden : units) {
      for (const arma::uword inputs : {1U, 17U, 900U}) {
        for (const unsigned percent : {0U, 1U, 20U, 100U}) {
          CAPTURE(order, hidden, inputs, percent);
          // Numbers that are not bytes keep their order also when clustered.
          const auto reals = random_examples<double>(inputs, 61, percent, random);
          check_products<double, double>(reals, hidden, order, 1e-12);
          Examples bytes = random_examples<std::uint8_t>(inputs, 61, percent, random);
          if (order == RowOrder::given) {
            check_products<std::uint8_t, double>(bytes, hidden, order, 1e-9);
            check_products<std::uint8_t, float>(bytes, hidden, order, 0.2);
          }
        }
      }
    }
  }
}

TEST_CASE("sparse products follow their formulas", "[kernel]") { check_all({1, 4, 10, 47, 128}); }

TEST_CASE("sparse products are right with every instruction set that the processor has",
          "[kernel]") {
  for (const auto target : hwy::SupportedAndGeneratedTargets()) {
    CAPTURE(hwy::TargetName(target));
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    check_all({10, 33});
  }
  hwy::SetSupportedTargetsForTest(0);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

TEMPLATE_TEST_CASE("weights are the same after packing and unpacking", "[kernel]", float, double) {
  Random random(2);
  for (const arma::uword units : {1U, 7U, 10U, 64U, 101U}) {
    CAPTURE(units);
    const auto W = random_matrix<TestType>(units, 13, random);
    const auto memory = packed(W);
    arma::Mat<TestType> doubled(units, 13);
    unpack_weights(memory.get(), units, 13, TestType(2), doubled.memptr());
    CHECK(arma::all(arma::vectorise(doubled == TestType(2) * W)));
  }
}

}  // namespace
}  // namespace runner::sparse_products_test
