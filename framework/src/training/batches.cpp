#include "training/batches.hpp"

#include <algorithm>
#include <numeric>

namespace runner {

Batches::Batches(std::uint64_t examples, std::uint64_t batch_size, bool shuffled)
    : examples_(examples), batch_size_(batch_size), shuffled_(shuffled), position_(examples) {
  if (shuffled_) return;
  order_.resize(examples);
  std::iota(order_.begin(), order_.end(), 0U);
}

std::span<const std::uint32_t> Batches::next(Random& random) {
  if (!shuffled_) return order_;
  if (position_ >= examples_) {
    order_ = random.permutation(static_cast<std::uint32_t>(examples_));
    position_ = 0;
  }
  const std::uint64_t count = std::min<std::uint64_t>(batch_size_, order_.size() - position_);
  const auto batch = std::span(order_).subspan(position_, count);
  position_ += count;
  return batch;
}

void Batches::skip(std::uint64_t batches, Random& random) {
  if (!shuffled_ || batches == 0) return;
  order_ = random.permutation(static_cast<std::uint32_t>(examples_));
  position_ = std::min(examples_, ((batches - 1) % batches_per_epoch() + 1) * batch_size_);
}

std::uint64_t Batches::batches_per_epoch() const {
  return (examples_ + batch_size_ - 1) / batch_size_;
}

}  // namespace runner
