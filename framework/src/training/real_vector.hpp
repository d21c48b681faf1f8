#pragma once

#include <cstddef>
#include <string_view>
#include <variant>
#include <vector>

namespace runner {

// Parameters, or what an optimizer keeps of them, in the precision of the training.
using RealVector = std::variant<std::vector<double>, std::vector<float>>;

inline std::size_t size_of(const RealVector& vector) {
  return std::visit([](const auto& values) { return values.size(); }, vector);
}

}  // namespace runner
