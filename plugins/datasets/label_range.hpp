// Labels as numbers that need not begin at 0.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include <runner/dataset.hpp>

namespace runner {

// The smallest and the largest label of a source, all of its training and test labels counted, also
// those that `limit` leaves out: otherwise the classes would depend on it.
struct LabelRange {
  std::uint32_t smallest = 0;
  std::uint32_t largest = 0;

  std::uint32_t classes() const { return largest - smallest + 1; }

  void include(LabelRange other) {
    smallest = std::min(smallest, other.smallest);
    largest = std::max(largest, other.largest);
  }
};

// Requires: `labels` is not empty.
inline LabelRange range_of(const std::vector<std::uint32_t>& labels) {
  const auto [smallest, largest] = std::ranges::minmax_element(labels);
  return {*smallest, *largest};
}

// The label that is to be class 0: the smallest, so that EMNIST's letters from 1 to 26 are 26
// classes. With class names it is 0 as long as there are names for all labels from 0 on.
// Returns nothing if there are fewer names than labels from the smallest to the largest.
inline std::optional<std::uint32_t> choose_first_label(LabelRange range, std::size_t class_names) {
  if (class_names == 0) return range.smallest;
  if (range.largest < class_names) return 0;
  if (range.classes() <= class_names) return range.smallest;
  return std::nullopt;
}

// Turns the source's labels into indices of classes.
inline void subtract_first_label(std::vector<std::uint32_t>& labels, std::uint32_t first_label) {
  for (auto& label : labels) label -= first_label;
}

}  // namespace runner
