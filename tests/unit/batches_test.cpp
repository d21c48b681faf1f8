#include "training/batches.hpp"

#include "support/catch.hpp"

namespace runner::batches_test {
namespace {

using Rows = std::vector<std::uint32_t>;

Rows next(Batches& batches, Random& random) {
  const auto batch = batches.next(random);
  return {batch.begin(), batch.end()};
}

TEST_CASE("a batch of all keeps the order and draws nothing") {
  Random random(42);
  Batches batches(3, 3, false);
  CHECK(next(batches, random) == Rows{0, 1, 2});
  CHECK(next(batches, random) == Rows{0, 1, 2});
  CHECK(random.uniform() == Random(42).uniform());
  CHECK(batches.batches_per_epoch() == 1);
}

// python3 -c "import numpy as np; np.random.seed(42); print(np.random.permutation(7),
//             np.random.permutation(7))"
TEST_CASE("smaller batches follow a permutation drawn for each epoch, the last one smaller") {
  Random random(42);
  Batches batches(7, 3, true);
  CHECK(batches.batches_per_epoch() == 3);
  CHECK(next(batches, random) == Rows{0, 1, 5});
  CHECK(next(batches, random) == Rows{2, 4, 3});
  CHECK(next(batches, random) == Rows{6});
  CHECK(next(batches, random) == Rows{5, 0, 3});
  CHECK(next(batches, random) == Rows{2, 1, 6});
  CHECK(next(batches, random) == Rows{4});
}

}  // namespace
}  // namespace runner::batches_test
