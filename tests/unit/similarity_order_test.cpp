#include "data/similarity_order.hpp"

#include <algorithm>

#include <runner/dataset.hpp>
#include <runner/random.hpp>

#include "kernels/sparse_rows.hpp"
#include "support/catch.hpp"

namespace runner::similarity_order_test {
namespace {

using Bytes = arma::Mat<std::uint8_t>;
using Rows = std::vector<std::uint32_t>;

// `count` examples of one label, nonzero in the upper or in the lower half of 40 inputs.
Examples of_two_kinds(std::uint32_t count) {
  Random random(8);
  Bytes values(40, count, arma::fill::zeros);
  for (std::uint32_t i = 0; i < count; ++i) {
    const arma::uword first = random.at_most(1) == 0 ? 0 : 20;
    for (arma::uword k = first; k < first + 20; ++k) {
      values(k, i) = static_cast<std::uint8_t>(random.at_most(3));
    }
  }
  Examples examples;
  examples.values = values;
  examples.labels.assign(count, 0);
  return examples;
}

bool is_upper(const Examples& examples, std::uint32_t row) {
  const auto& values = std::get<Bytes>(examples.values);
  return arma::any(values.col(row).head(20));
}

TEST_CASE("the similarity order has every row once, by label", "[sparse]") {
  Examples examples = of_two_kinds(1000);
  Random random(1);
  for (auto& label : examples.labels) label = random.at_most(9);
  Rows rows = random.permutation(1000);
  rows.resize(700);
  const Rows order = similarity_order(examples, rows);
  CHECK(std::is_permutation(order.begin(), order.end(), rows.begin(), rows.end()));
  CHECK(std::is_sorted(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return examples.labels[a] < examples.labels[b];
  }));
}

TEST_CASE("examples that are nonzero in the same inputs are neighbours", "[sparse]") {
  const Examples examples = of_two_kinds(1000);
  const Rows order = similarity_order(examples, Random(2).permutation(1000));
  int mixed = 0;
  for (std::size_t first = 0; first < order.size(); first += max_rows_per_block) {
    std::size_t upper = 0;
    for (std::size_t i = first; i < first + max_rows_per_block; ++i)
      upper += is_upper(examples, order[i]) ? 1 : 0;
    if (upper != 0 && upper != max_rows_per_block) ++mixed;
  }
  CHECK(mixed <= 16);  // of 250 blocks; in random order nearly all are mixed
}

TEST_CASE("equal examples, and data that are not bytes, keep their order", "[sparse]") {
  const Rows rows = Random(3).permutation(500);
  Examples examples;
  examples.labels.assign(500, 0);
  examples.values = Bytes(5, 500, arma::fill::ones);
  CHECK(similarity_order(examples, rows) == rows);
  examples.values = arma::mat(5, 500, arma::fill::randu);
  CHECK(similarity_order(examples, rows) == rows);
}

TEST_CASE("the order of no rows is empty", "[sparse]") {
  CHECK(similarity_order(of_two_kinds(3), Rows{}).empty());
}

}  // namespace
}  // namespace runner::similarity_order_test
