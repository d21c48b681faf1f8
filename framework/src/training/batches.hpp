#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <runner/random.hpp>

namespace runner {

// Deals out the training examples, by their positions in the set, batch by batch. A batch of all
// keeps their order and draws nothing; smaller ones follow a permutation drawn at the start of each
// epoch, the last batch smaller.
class Batches {
 public:
  // `examples` at least 1; batch_size is from 1 to `examples`.
  Batches(std::uint64_t examples, std::uint64_t batch_size, bool shuffled);

  // The positions of the next batch, valid until the next call.
  std::span<const std::uint32_t> next(Random& random);

  // Whether the next call of next() begins an epoch with a draw.
  bool starts_epoch() const { return shuffled_ && position_ >= examples_; }

  // Goes to where `batches` calls of next() would have led. `random` is as it was before the draw
  // of the last one's epoch, and afterwards as it would have been.
  void skip(std::uint64_t batches, Random& random);

  std::uint64_t batches_per_epoch() const;

 private:
  std::uint64_t examples_;
  std::uint64_t batch_size_;
  bool shuffled_;
  std::vector<std::uint32_t> order_;  // of this epoch
  std::uint64_t position_ = 0;
};

}  // namespace runner
