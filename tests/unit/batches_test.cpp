#include "training/batches.hpp"

#include "support/catch.hpp"

namespace runner {
namespace {

using Rows = std::vector<std::uint32_t>;

Rows next(Batches& batches, Random& random) {
  const auto batch = batches.next(random);
  return {batch.begin(), batch.end()};
}

TEST_CASE("a batch of all keeps the order and draws nothing") {
  const Rows train{5, 3, 9};
  Random random(42);
  Batches batches(train, 3, false);
  CHECK(next(batches, random) == train);
  CHECK(next(batches, random) == train);
  CHECK(random.uniform() == Random(42).uniform());
  CHECK(batches.batches_per_epoch() == 1);
}

// python3 -c "import numpy as np; np.random.seed(42); print(np.random.permutation(7),
//             np.random.permutation(7))"
TEST_CASE("smaller batches follow a permutation drawn for each epoch, the last one smaller") {
  const Rows train{100, 101, 102, 103, 104, 105, 106};
  Random random(42);
  Batches batches(train, 3, true);
  CHECK(batches.batches_per_epoch() == 3);
  CHECK(next(batches, random) == Rows{100, 101, 105});
  CHECK(next(batches, random) == Rows{102, 104, 103});
  CHECK(next(batches, random) == Rows{106});
  CHECK(next(batches, random) == Rows{105, 100, 103});
  CHECK(next(batches, random) == Rows{102, 101, 106});
  CHECK(next(batches, random) == Rows{104});
}

}  // namespace
}  // namespace runner
