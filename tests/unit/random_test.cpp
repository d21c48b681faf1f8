#include <runner/random.hpp>

#include "support/catch.hpp"

namespace runner::test::random_test {

using runner::Random;

// Expected values: python3 -c 'import numpy as np; np.random.seed(42); print(np.random.rand(6))',
// with the call named in each test in the place of np.random.rand(6).

TEST_CASE("Uniform draws are those of NumPy's rand", "[random]") {
  Random random(42);
  CHECK(random.uniform() == 0.3745401188473625);
  CHECK(random.uniform() == 0.9507143064099162);
  CHECK(random.uniform() == 0.7319939418114051);
  CHECK(random.uniform() == 0.5986584841970366);
}

TEST_CASE("Normal draws are those of NumPy's randn", "[random]") {
  Random random(42);
  CHECK(random.normal() == 0.4967141530112327);
  CHECK(random.normal() == -0.13826430117118466);
  CHECK(random.normal() == 0.6476885381006925);
  CHECK(random.normal() == 1.5230298564080254);
  CHECK(random.normal() == -0.23415337472333597);
}

TEST_CASE("The second normal of a pair is kept across other draws", "[random]") {
  Random random(42);  // r = np.random.RandomState(42); r.randn(3); r.rand(); r.randn()
  for (int i = 0; i < 3; ++i) random.normal();
  CHECK(random.uniform() == 0.15601864044243652);
  CHECK(random.normal() == 1.5230298564080254);
}

TEST_CASE("A permutation is NumPy's", "[random]") {
  Random random(42);  // np.random.permutation(10)
  CHECK(random.permutation(10) == std::vector<std::uint32_t>{8, 1, 5, 0, 7, 2, 9, 4, 3, 6});
}

TEST_CASE("A shuffle is that of NumPy and leaves the generator at the same point", "[random]") {
  Random random(42);  // a = np.arange(0, 100, 10); np.random.shuffle(a); np.random.rand()
  std::vector<std::uint32_t> items = {0, 10, 20, 30, 40, 50, 60, 70, 80, 90};
  random.shuffle(items);
  CHECK(items == std::vector<std::uint32_t>{80, 10, 50, 0, 70, 20, 90, 40, 30, 60});
  CHECK(random.uniform() == 0.15599452033620265);
}

TEST_CASE("Shuffling nothing or one item draws nothing", "[random]") {
  Random random(42);
  std::vector<std::uint32_t> none;
  std::vector<std::uint32_t> one = {7};
  random.shuffle(none);
  random.shuffle(one);
  CHECK(one == std::vector<std::uint32_t>{7});
  CHECK(random.uniform() == 0.3745401188473625);
}

TEST_CASE("Integers are drawn by masking and rejecting", "[random]") {
  Random random(42);  // np.random.randint(0, 7, size=12)
  for (const std::uint32_t expected : {6, 3, 4, 6, 2, 4, 4, 6, 1, 2, 6, 2}) {
    CHECK(random.at_most(6) == expected);
  }
  CHECK(random.uniform() == 0.45924889196586716);
}

TEST_CASE("Integers may be as large as 32 bits allow", "[random]") {
  Random random(42);  // np.random.randint(0, 2**32, size=2, dtype=np.uint32)
  CHECK(random.at_most(0xffffffff) == 1608637542);
  CHECK(random.at_most(0xffffffff) == 3421126067);
}

TEST_CASE("Zero is the only integer up to zero and takes no draw", "[random]") {
  Random random(42);
  CHECK(random.at_most(0) == 0);
  CHECK(random.uniform() == 0.3745401188473625);
}

TEST_CASE("A copied generator continues with the same draws", "[random]") {
  Random random(7);
  random.normal();
  Random copy = random;
  CHECK(copy.normal() == random.normal());
  CHECK(copy.uniform() == random.uniform());
}

TEST_CASE("A matrix is filled row by row", "[random]") {
  Random random(42);
  Random draws(42);
  arma::mat matrix(2, 3);
  random.fill_uniform(matrix, 0.0, 1.0);
  for (arma::uword row = 0; row < 2; ++row) {
    for (arma::uword column = 0; column < 3; ++column)
      CHECK(matrix(row, column) == draws.uniform());
  }
}

TEST_CASE("Floats are doubles rounded", "[random]") {
  Random random(42);
  arma::fmat matrix(1, 2);
  random.fill_normal(matrix, 2.0);
  CHECK(matrix(0) == static_cast<float>(2.0 * 0.4967141530112327));
  CHECK(matrix(1) == static_cast<float>(2.0 * -0.13826430117118466));
}

}  // namespace runner::test::random_test
