#include "data/input_transform.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace runner {

InputTransform::InputTransform(double scale, Standardization standardization)
    : scale_(scale), standardization_(std::move(standardization)) {
  choose_stored_inputs();
  set_factors();
}

void InputTransform::choose_stored_inputs() {
  constexpr double max_ratio = 2;
  constexpr double smallest = 1e-30;  // of a float's values with full precision, with some room
  const auto& [mean, deviation, constant] = *standardization_;
  for (std::size_t i = 0; i < mean.size(); ++i) {
    const double stored_deviation = deviation[i] * scale_;
    stored_as_input_.push_back(std::abs(mean[i]) > max_ratio * deviation[i] ||
                               (deviation[i] == 1 && mean[i] != 0) || stored_deviation < smallest ||
                               stored_deviation > 1 / smallest);
  }
}

void InputTransform::keep_bytes(double max_ratio) {
  const auto& [mean, deviation, constant] = *standardization_;
  for (std::size_t i = 0; i < mean.size(); ++i) {
    if (std::abs(mean[i]) > max_ratio * deviation[i]) return;
  }
  stored_as_input_.assign(mean.size(), false);
  set_factors();
}

void InputTransform::set_factors() {
  const auto& [mean, deviation, constant] = *standardization_;
  factors_.clear();
  offsets_.clear();
  for (std::size_t i = 0; i < mean.size(); ++i) {
    factors_.push_back(stored_as_input_[i] ? 1 : 1 / (scale_ * deviation[i]));
    offsets_.push_back(stored_as_input_[i] ? 0 : scale_ * mean[i]);
  }
  changes_stored_values_ =
      std::find(stored_as_input_.begin(), stored_as_input_.end(), true) != stored_as_input_.end();
}

}  // namespace runner
