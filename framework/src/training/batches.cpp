#include "training/batches.hpp"

#include <algorithm>

namespace runner {

Batches::Batches(const std::vector<std::uint32_t>& train, std::uint64_t batch_size, bool shuffled)
    : train_(train), batch_size_(batch_size), shuffled_(shuffled), position_(train.size()) {}

std::span<const std::uint32_t> Batches::next(Random& random) {
  if (!shuffled_) return train_;
  if (position_ >= train_.size()) {
    order_ = random.permutation(static_cast<std::uint32_t>(train_.size()));
    for (auto& row : order_) row = train_[row];
    position_ = 0;
  }
  const std::uint64_t count = std::min<std::uint64_t>(batch_size_, order_.size() - position_);
  const auto batch = std::span(order_).subspan(position_, count);
  position_ += count;
  return batch;
}

std::uint64_t Batches::batches_per_epoch() const {
  return (train_.size() + batch_size_ - 1) / batch_size_;
}

}  // namespace runner
